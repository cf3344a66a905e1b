delete from runs
where finished_at < now() - (case origin when 'author' then $1::float8 else $2::float8 end) * interval '1 ms'
