delete from workers where worker = $1 or heard_at < now() - interval '1 hour'
