insert into members (project, account, role) values ($1, $2::uuid, $3)
on conflict (project, account) do update set role = case
	when 'administrator' in (members.role, excluded.role) then 'administrator'
	when 'author' in (members.role, excluded.role) then 'author'
	else 'viewer' end
returning role
