select * from runs
where state = 'queued' and queued_at < now() - $1::float8 * interval '1 ms'
order by priority, accepted_at
limit 500
