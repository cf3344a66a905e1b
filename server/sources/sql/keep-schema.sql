-- Unless the source has moved since, or another worker has taken over. Who has asked since it was begun still waits.
update source_schemas
set body = $5, bytes = $6, hash = $7, as_of = begun_at, failure = null, failed_at = null,
	wanted_at = case when wanted_at > begun_at then wanted_at end, worker = null, held_until = null
where project = $1 and source = $2 and id = $3 and worker = $4
returning source
