select p.project, coalesce(nullif(p.name, ''), p.project) as name, m.role,
	(select count(*)::integer from members every where every.project = p.project) as members,
	(extract(epoch from p.created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from p.archived_at) * 1000)::float8 as "archivedAt"
from projects p left join members m on m.project = p.project and m.account::text = $1
where m.role is not null or $2::boolean
order by p.archived_at is not null, 2, 1
