-- The last export of a question that was asked for within so many ms, if it is whole, or is known to be too large.
select id from runs
where question = $1 and kind = 'export' and accepted_at > now() - $2::float8 * interval '1 ms'
	and (state = 'succeeded' or (state = 'failed' and error ->> 'code' = 'result_too_large'))
order by accepted_at desc
limit 1
