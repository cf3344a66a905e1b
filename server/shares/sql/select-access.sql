-- Page by page, charts first; or one object alone.
select o.kind, o.name, o.title, o.claims, o.dashboards from (
	select 'chart' as kind, c.name, c.title, c.claims,
		array(select d.name from dashboards d where d.project = $1 and c.name = any (d.charts) order by d.name) as dashboards
	from charts c where c.project = $1
	union all
	select 'dashboard', d.name, d.title,
		array(
			select distinct claim from charts c, unnest(c.claims) as claim
			where c.project = $1 and c.name = any (d.charts) order by claim
		),
		'{}'
	from dashboards d where d.project = $1
) o
where ($2::text is null or o.kind || ' ' || o.name > $2) and ($3::text is null or o.kind || ' ' || o.name = $3)
order by o.kind || ' ' || o.name
limit $4
