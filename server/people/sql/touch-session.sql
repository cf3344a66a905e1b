update sessions set seen_at = now() where id::text = $1
