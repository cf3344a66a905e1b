update chunks set served_at = now() where name = any ($1) returning name
