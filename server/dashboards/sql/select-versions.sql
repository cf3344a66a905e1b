-- The newest first; $3: only those before this one.
select version, action, restored, saved_at, saved_by, declaration ->> 'title' as title
from dashboard_versions
where project = $1 and dashboard = $2 and ($3::integer is null or version < $3)
order by version desc
limit $4
