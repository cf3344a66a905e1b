-- $5: how many are kept; $6: one that comes sooner after the last (ms) is left out.
with inserted as (
	insert into alert_values (alert, ordinal, at, value)
	select $1, $2::bigint, to_timestamp($3::float8 / 1000), $4::float8
	where not exists (
		select from alert_values where alert = $1 and at > to_timestamp($3::float8 / 1000) - $6::float8 * interval '1 ms'
	)
)
delete from alert_values
where alert = $1 and ordinal < (
	select ordinal from alert_values where alert = $1 order by ordinal desc offset $5 - 2 limit 1
)
