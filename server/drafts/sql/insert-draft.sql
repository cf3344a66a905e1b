insert into drafts (project, id, owner, title, source, sql, params, spec, place, shared)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (project, id) do nothing
returning *
