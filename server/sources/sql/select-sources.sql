select name, engine, shown ->> 'host' as host, (shown ->> 'port')::integer as port, shown ->> 'database' as database,
	shown ->> 'tls' as tls, shown ->> 'ssh' as ssh, max_concurrent as "maxConcurrent"
from sources where project = $1 order by name
