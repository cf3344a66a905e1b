-- What a link opens now; nothing for one that is unknown, revoked or expired, for a chart or dashboard that there is not, in a
-- project that is archived, and for a chart that reads what the link does not fix (I9); of a
-- dashboard such a chart alone is not shown, which is seen to where it is watched.
select s.id, s.project, s.chart, s.dashboard, s.title, s.params, s.claims, s.exports, s.password,
	extract(epoch from clock_timestamp())::float8 as at,
	(extract(epoch from s.expires_at - clock_timestamp()) * 1000)::float8 as "leftMs"
from shares s
left join projects p on p.project = s.project
left join charts c on c.project = s.project and c.name = s.chart
where s.hash = $1 and s.revoked_at is null and (s.expires_at is null or s.expires_at > clock_timestamp())
	and p.archived_at is null
	and (s.chart is null or (c.name is not null and s.claims ?& c.claims))
	and (s.dashboard is null or exists (select from dashboards d where d.project = s.project and d.name = s.dashboard))
