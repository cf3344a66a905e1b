update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false, worker = null
where id = $1 and attempt = $2 and state = 'running'
returning *
