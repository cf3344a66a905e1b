update api_keys set revoked_at = now() where project = $1 and id = $2 and revoked_at is null returning name
