delete from runs
where finished_at < now() - least($1::float8, $2::float8) * interval '1 ms'
	and finished_at < now() - (case origin when 'author' then $1::float8 else $2::float8 end) * interval '1 ms'
