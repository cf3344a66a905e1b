insert into shares (id, hash, project, chart, dashboard, title, params, claims, exports, password, created_by, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000))
returning (extract(epoch from created_at) * 1000)::float8 as "createdAt"
