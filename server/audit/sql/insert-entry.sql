insert into audit_log (actor_kind, actor, actor_name, address, project, action, object, details)
values ($1, $2, coalesce((select email from accounts where $1 = 'account' and id::text = $2), $3), $4, $5, $6, $7, $8)
