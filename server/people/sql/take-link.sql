-- An invitation is worth what its maker may do now: whoever was removed has left no way back.
delete from links l where l.hash = $1 and l.kind = any($2) and l.expires_at > now()
	and (l.kind <> 'invitation' or exists (
		select from accounts a where a.email = l.created_by and a.disabled_at is null and (a.administrator or exists (
			select from members m where m.account = a.id and m.project = l.project and m.role = 'administrator'
		))
	))
returning l.kind, l.project, l.role, l.email, l.account::text as account,
	(select coalesce(nullif(p.name, ''), p.project) from projects p where p.project = l.project) as "projectName"
