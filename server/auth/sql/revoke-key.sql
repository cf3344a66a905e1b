-- What it has signed is refused from now on, and its viewers are told: nodes look for what has changed.
with revoked as (
	update project_keys set revoked_at = now() where project = $1 and kid = $2 and revoked_at is null returning kid
)
insert into revocations (project, kind, name, before, expires_at)
select $1, 'key', kid, now(), now() + interval '31 days' from revoked
on conflict (project, kind, name) do update set changed_at = now()
returning name as kid
