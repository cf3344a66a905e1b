update runs set state = 'queued', queued_at = now(), changed_at = now(), worker = null
where id = $1 and attempt = $2 and state = 'running'
returning *
