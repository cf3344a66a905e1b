update drafts
set title = $3, source = $4, sql = $5, params = $6, spec = $7, place = $8, shared = $9, revision = revision + 1, updated_at = now()
where project = $1 and id = $2
returning *
