-- The row stays for a while, so that every node learns of it.
update revocations set before = 'epoch', changed_at = clock_timestamp(), expires_at = now() + interval '31 days'
where project = $1 and kind = 'project'
