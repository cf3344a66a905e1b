select a.id::text as id, a.email, a.name, a.administrator, a.disabled_at is not null as disabled,
	a.password is not null as "hasPassword",
	(extract(epoch from a.created_at) * 1000)::float8 as "createdAt",
	(select (extract(epoch from max(s.seen_at)) * 1000)::float8 from sessions s where s.account = a.id) as "seenAt",
	coalesce((
		select jsonb_agg(jsonb_build_object('project', m.project, 'role', m.role) order by m.project)
		from members m where m.account = a.id
	), '[]') as projects
from accounts a
order by a.email
