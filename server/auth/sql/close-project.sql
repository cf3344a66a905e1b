-- For longer than anybody will wait; it is not forgotten as other revocations are.
insert into revocations (project, kind, name, before, changed_at, expires_at)
values ($1, 'project', $1, now() + interval '1000 years', clock_timestamp(), now() + interval '1000 years')
on conflict (project, kind, name) do update set
	before = excluded.before, changed_at = excluded.changed_at, expires_at = excluded.expires_at
