select id::text as id, role, email, created_by as "createdBy",
	(extract(epoch from created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from expires_at) * 1000)::float8 as "expiresAt"
from links where kind = 'invitation' and project = $1 and expires_at > now()
order by created_at, id
