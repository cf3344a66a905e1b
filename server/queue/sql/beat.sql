update runs set heartbeat_at = now()
where id = any ($1) and worker = $2 and state = 'running'
returning id, attempt, cancel_requested
