-- Running ones are stopped by their workers; the others are returned.
with stopped as (
	update runs set cancel_requested = true
	where origin = 'viewer' and state = 'running' and not cancel_requested
		and unwanted_since < now() - $1::float8 * interval '1 ms'
)
select * from runs
where origin = 'viewer' and state in ('waiting', 'queued') and unwanted_since < now() - $1::float8 * interval '1 ms'
limit 500
