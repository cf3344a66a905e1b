-- Those that work first, the newest of them first. `lacking`: claims that its charts read and that it does not fix.
select s.id, s.chart, s.dashboard, s.title, s.params, s.claims, s.exports, s.password is not null as "hasPassword",
	s.created_by as "createdBy", coalesce(a.name, s.created_by) as "createdByName",
	(extract(epoch from s.created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from s.expires_at) * 1000)::float8 as "expiresAt",
	(extract(epoch from s.revoked_at) * 1000)::float8 as "revokedAt",
	coalesce(b.name, s.revoked_by) as "revokedByName",
	s.opens, (extract(epoch from s.last_opened_at) * 1000)::float8 as "lastOpenedAt",
	array(
		select distinct claim from charts c, unnest(c.claims) as claim
		where c.project = s.project and (c.name = s.chart or c.name = any (d.charts)) and not s.claims ? claim
		order by claim
	) as lacking
from shares s
left join accounts a on a.id::text = s.created_by
left join accounts b on b.id::text = s.revoked_by
left join dashboards d on d.project = s.project and d.name = s.dashboard
where s.project = $1 and ($2::text is null or s.id = $2) and ($3::text is null or s.chart = $3)
	and ($4::text is null or s.dashboard = $4)
order by s.revoked_at is not null or coalesce(s.expires_at <= now(), false), s.created_at desc, s.id
limit 1000
