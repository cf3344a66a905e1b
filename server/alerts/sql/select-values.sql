-- The last $2, the oldest first.
select at_ms as at, value from (
	select ordinal, extract(epoch from at)::float8 * 1000 as at_ms, value
	from alert_values where alert = $1 order by ordinal desc limit $2
) as latest
order by ordinal
