update runs
set state = 'running', attempt = attempt + 1, worker = $2, started_at = now(), heartbeat_at = now(), changed_at = now()
where id = $1 and state = 'queued'
returning *
