-- It has not begun, so it is still queued; and it is handed over again a little later, not at once.
update runs set start_failures = start_failures + 1, queued_at = now()
where id = $1 and state = 'queued'
returning *
