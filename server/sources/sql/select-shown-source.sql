select sources.name, sources.engine, shown ->> 'host' as host, (shown ->> 'port')::integer as port, shown ->> 'database' as database,
	shown ->> 'tls' as tls, shown ->> 'ssh' as ssh, max_concurrent as "maxConcurrent", created_at,
	source_schemas.as_of, source_schemas.wanted_at, source_schemas.failed_at, source_schemas.failure
from sources
left join source_schemas on source_schemas.project = sources.project and source_schemas.source = sources.name
where sources.project = $1 and sources.name = $2
