delete from sessions where expires_at < now() or seen_at < now() - $1::float8 * interval '1 ms'
