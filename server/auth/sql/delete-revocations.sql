delete from revocations where expires_at < now()
