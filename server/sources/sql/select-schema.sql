-- $3: the hash and time that the client has: then the body is not brought.
select case when hash || '-' || floor(extract(epoch from as_of) * 1000)::bigint = $3 then null else body end as body,
	bytes, hash, as_of, failure, failed_at, wanted_at,
	extract(epoch from now() - as_of)::float8 * 1000 as age_ms, extract(epoch from now() - failed_at)::float8 * 1000 as failed_ms
from source_schemas where project = $1 and source = $2
