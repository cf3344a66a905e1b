delete from runs
where finished_at < now() - least($1::float8, $2::float8, $3::float8) * interval '1 ms'
	and finished_at < now() - interval '1 ms' * case
		when kind = 'export' then $3::float8
		when origin = 'author' then $1::float8
		else $2::float8
	end
	and not exists (select from alert_evaluations where alert_evaluations.run = runs.id)
