update runs set state = 'canceled', finished_at = now(), changed_at = now(), told = false
where id = $1 and state in ('waiting', 'queued')
returning *
