insert into sources (project, name, engine, url, max_concurrent)
values ($1, $2, $3, $4, $5)
on conflict (project, name) do update
set engine = excluded.engine, url = excluded.url, max_concurrent = excluded.max_concurrent
