update runs set state = 'queued', queued_at = now(), changed_at = now(), worker = null
where state = 'running' and heartbeat_at < now() - $1::float8 * interval '1 ms'
returning *
