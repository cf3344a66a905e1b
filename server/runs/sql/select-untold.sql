select * from runs
where changed_at between now() - interval '1 day' and now() - $1::float8 * interval '1 ms'
	and exists (
		select from attachments
		where attachments.run = runs.id and attachments.published is distinct from runs.state || ':' || runs.attempt
	)
order by changed_at
limit 500
