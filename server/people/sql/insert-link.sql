insert into links (hash, kind, project, role, email, account, created_by, expires_at)
values ($1, $2, $3, $4, $5, $6::uuid, $7, now() + $8::float8 * interval '1 ms')
returning id::text as id, (extract(epoch from expires_at) * 1000)::float8 as expires_at
