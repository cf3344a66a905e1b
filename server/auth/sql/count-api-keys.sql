select count(*)::integer as live from api_keys where project = $1 and revoked_at is null and expires_at > now()
