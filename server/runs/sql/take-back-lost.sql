update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false, worker = null, losses = losses + 1
where state = 'running' and heartbeat_at < now() - $1::float8 * interval '1 ms'
returning *
