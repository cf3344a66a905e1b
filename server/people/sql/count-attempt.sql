update sign_in_attempts set failures = $2, last_at = clock_timestamp(),
	blocked_until = case when $3::float8 > 0 then clock_timestamp() + $3::float8 * interval '1 s' end
where name = $1
