insert into charts (project, name, title, source, sql, params, claims, time_zone, refresh_ms, max_age_ms, max_stale_ms, listen, change_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (project, name) do update
set title = excluded.title, source = excluded.source, sql = excluded.sql, params = excluded.params,
	claims = excluded.claims, time_zone = excluded.time_zone, refresh_ms = excluded.refresh_ms,
	max_age_ms = excluded.max_age_ms, max_stale_ms = excluded.max_stale_ms, listen = excluded.listen,
	change_ms = excluded.change_ms, updated_at = now(),
	-- Where its specification does not name it, it is shown by its title.
	spec_revision = charts.spec_revision
		+ (charts.title is distinct from excluded.title and coalesce(charts.spec ->> 'title', '') = '')::integer,
	declared_at = case when (charts.params, charts.claims) is distinct from (excluded.params, excluded.claims)
			or (charts.title is distinct from excluded.title and coalesce(charts.spec ->> 'title', '') = '')
		then now() else charts.declared_at end
where (charts.title, charts.source, charts.sql, charts.params, charts.claims, charts.time_zone, charts.refresh_ms, charts.max_age_ms, charts.max_stale_ms, charts.listen, charts.change_ms)
	is distinct from (excluded.title, excluded.source, excluded.sql, excluded.params, excluded.claims, excluded.time_zone, excluded.refresh_ms, excluded.max_age_ms, excluded.max_stale_ms, excluded.listen, excluded.change_ms)
returning name
