insert into project_keys (kid, project, name, algorithm, sealed, public_key, author, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning (extract(epoch from created_at) * 1000)::float8 as created_at
