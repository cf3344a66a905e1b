-- $2: to when, in ms; null: after so many ms ($3).
update alerts set next_at = coalesce(to_timestamp($2::float8 / 1000), delivery_clock() + $3::float8 * interval '1 ms'), problem = $4
where id = $1
