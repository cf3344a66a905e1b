-- What is known of an export, and its next part if that is there already.
select runs.state, runs.attempt, runs.error, runs.line_place, runs.started_at, export_parts.body
from runs
left join export_parts on export_parts.run = runs.id and export_parts.attempt = runs.attempt and export_parts.part = $2
where runs.id = $1
