-- Whose place has changed since it was told of it, and not more than once a second each; the nearest first.
update runs set line_place = line.place, line_reason = line.reason, line_told_at = now()
from (
	select line.id, line.place, line.reason
	from (:line) as line
	join runs on runs.id = line.id
	where not line.admitted
		and (runs.line_place, runs.line_reason) is distinct from (line.place, line.reason)
		and (runs.line_told_at is null or runs.line_told_at < now() - interval '1 s')
	order by line.place
	limit 200
) as line
where runs.id = line.id and runs.state = 'waiting'
	and (runs.line_told_at is null or runs.line_told_at < now() - interval '1 s')
returning runs.*
