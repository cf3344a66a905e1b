delete from results where expires_at < now()
