update source_schemas
set failure = $5, failed_at = now(), wanted_at = case when wanted_at > begun_at then wanted_at end, worker = null, held_until = null
where project = $1 and source = $2 and id = $3 and worker = $4
returning source
