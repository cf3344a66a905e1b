delete from links l where l.hash = $1 and l.kind = any($2) and l.expires_at > now()
returning l.kind, l.project, l.role, l.email, l.account::text as account,
	(select coalesce(nullif(p.name, ''), p.project) from projects p where p.project = l.project) as "projectName"
