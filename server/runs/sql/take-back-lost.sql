-- A run that somebody else holds just now, and be it a frozen process, must not hold up the others.
update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false, worker = null, losses = losses + 1
where id in (
	select id from runs where state = 'running' and heartbeat_at < now() - $1::float8 * interval '1 ms' for update skip locked
)
returning *
