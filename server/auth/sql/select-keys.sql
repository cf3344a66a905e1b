select kid, name, algorithm, author, created_by as "createdBy",
	(extract(epoch from created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from revoked_at) * 1000)::float8 as "revokedAt"
from project_keys where project = $1
order by created_at, kid
