-- With how it went lately: a source without a row in circuits was reached the last time, or never asked.
select name, engine, shown ->> 'host' as host, (shown ->> 'port')::integer as port, shown ->> 'database' as database,
	shown ->> 'tls' as tls, shown ->> 'ssh' as ssh, max_concurrent as "maxConcurrent",
	coalesce(circuits.failures, 0) as failures, round(extract(epoch from circuits.opened_at) * 1000)::float8 as "downSince"
from sources
left join circuits on circuits.project = sources.project and circuits.source = sources.name
where sources.project = $1 order by name
