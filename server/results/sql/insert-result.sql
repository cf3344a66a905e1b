insert into results (hash, project, body, bytes, expires_at, claims, encoding)
values ($1, $2, $3, $4, now() + $5::float8 * interval '1 ms', $6, 'br')
on conflict (hash) do update set
	expires_at = greatest(results.expires_at, excluded.expires_at),
	claims = coalesce(results.claims, excluded.claims)
returning xmax = 0 as is_new
