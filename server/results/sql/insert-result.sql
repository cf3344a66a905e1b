insert into results (hash, project, body, bytes, expires_at)
values ($1, $2, $3, $4, now() + $5::float8 * interval '1 ms')
on conflict (hash) do update set expires_at = greatest(results.expires_at, excluded.expires_at)
returning xmax = 0 as is_new
