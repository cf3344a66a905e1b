update alerts set
	memory = $2, ordinal = $3::bigint, evaluated_at = to_timestamp($4::float8 / 1000), value = $5, reason = $6, problem = $7
where id = $1
