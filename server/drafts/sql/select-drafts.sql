select id, title, source, place, shared, revision, created_at, updated_at, deleted_at, octet_length(sql) as sql_bytes
from drafts
where project = $1 and owner = $2 and (deleted_at is not null) = $3
order by case when $3 then deleted_at end desc, place, created_at, id
