-- What ended long ago: the audit log remembers it.
delete from shares where coalesce(revoked_at, expires_at) < now() - interval '30 days'
	or expires_at < now() - interval '30 days'
