-- By the clock and not by the beginning of the transaction: what was signed while it waited for a lock is meant as well.
insert into revocations (project, kind, name, before, changed_at, expires_at)
values ($1, $2, $3, clock_timestamp(), clock_timestamp(), now() + interval '31 days')
on conflict (project, kind, name) do update set
	before = excluded.before, changed_at = excluded.changed_at, expires_at = excluded.expires_at
