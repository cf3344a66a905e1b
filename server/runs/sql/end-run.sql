update runs set state = $3, result = $4, rows = $5, error = $6, finished_at = now(), changed_at = now(), told = false
where id = $1 and attempt = $2 and state in ('queued', 'running')
returning *
