select body, expires_at from results where hash = $1 and expires_at > now()
