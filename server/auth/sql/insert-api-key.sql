insert into api_keys (id, hash, project, name, role, created_by, expires_at)
values ($1, $2, $3, $4, $5, $6, now() + $7::integer * interval '1 day')
returning id, name, role, created_by as "createdBy", (extract(epoch from created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from expires_at) * 1000)::float8 as "expiresAt",
	(extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt",
	(extract(epoch from revoked_at) * 1000)::float8 as "revokedAt"
