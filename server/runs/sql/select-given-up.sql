select runs.*
from runs
join circuits on circuits.project = runs.project and circuits.source = runs.source
where runs.state = 'waiting' and greatest(circuits.opened_at, runs.accepted_at) < now() - $1::float8 * interval '1 ms'
	and circuits.opened_at is not null
limit 500
