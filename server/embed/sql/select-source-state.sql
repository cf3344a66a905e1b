select sources.name is not null as known, coalesce(circuits.failures, 0) as failures, circuits.opened_at
from (values ($1::text, $2::text)) as wanted (project, name)
left join sources on sources.project = wanted.project and sources.name = wanted.name
left join circuits on circuits.project = wanted.project and circuits.source = wanted.name
