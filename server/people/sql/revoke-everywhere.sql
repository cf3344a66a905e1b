insert into revocations (project, kind, name, before, changed_at, expires_at)
select project, 'subject', $1, clock_timestamp(), clock_timestamp(), now() + interval '31 days'
from members where account::text = $1
on conflict (project, kind, name) do update set
	before = excluded.before, changed_at = excluded.changed_at, expires_at = excluded.expires_at
