insert into charts (project, name, title, source, sql, params, claims, time_zone, refresh_ms, max_age_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (project, name) do update
set title = excluded.title, source = excluded.source, sql = excluded.sql, params = excluded.params,
	claims = excluded.claims, time_zone = excluded.time_zone, refresh_ms = excluded.refresh_ms,
	max_age_ms = excluded.max_age_ms, updated_at = now()
where (charts.title, charts.source, charts.sql, charts.params, charts.claims, charts.time_zone, charts.refresh_ms, charts.max_age_ms)
	is distinct from (excluded.title, excluded.source, excluded.sql, excluded.params, excluded.claims, excluded.time_zone, excluded.refresh_ms, excluded.max_age_ms)
returning name
