update shares set revoked_at = clock_timestamp(), revoked_by = $3
where project = $1 and id = $2 and revoked_at is null
returning title
