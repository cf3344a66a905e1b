delete from served where served_at < now() - interval '10 minutes'
