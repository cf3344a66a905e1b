delete from chunks where served_at < now() - interval '1 ms' * $1
