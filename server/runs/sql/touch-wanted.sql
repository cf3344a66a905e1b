update channels set wanted_at = now() where channel = any ($1)
