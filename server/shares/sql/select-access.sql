-- Page by page, charts first.
select c.kind, c.name, c.title, c.claims, c.dashboards from (
	select 'chart' as kind, name, title, claims, '{}'::text[] as dashboards from charts where project = $1
) c
where $2::text is null or c.kind || ' ' || c.name > $2
order by c.kind || ' ' || c.name
limit $3
