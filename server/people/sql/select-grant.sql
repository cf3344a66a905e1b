-- Waits for whoever is changing it: a token is either older than a change, and refused, or knows of it.
select m.role, p.archived_at is not null as archived, extract(epoch from clock_timestamp())::float8 as at
from sessions s
join members m on m.account = s.account
join projects p on p.project = m.project
where s.id::text = $1 and m.project = $2
for share of s, m
