update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false, worker = null, losses = losses + 1
where id = $1 and worker = $2 and state = 'running'
returning *
