delete from drafts where deleted_at < now() - interval '1 ms' * $1::float8
