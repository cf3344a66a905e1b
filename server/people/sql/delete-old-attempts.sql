delete from sign_in_attempts where last_at < now() - interval '1 day'
