select id, name, role, created_by as "createdBy", (extract(epoch from created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from expires_at) * 1000)::float8 as "expiresAt",
	(extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt",
	(extract(epoch from revoked_at) * 1000)::float8 as "revokedAt"
from api_keys where project = $1
order by created_at, id
