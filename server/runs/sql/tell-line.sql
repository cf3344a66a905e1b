-- Whose place has changed since it was told of it, the nearest first. Who is near hears it once a second at most; who is
-- further back when it is half as far, and else every five seconds: each move of a long line is a frame for each of all
-- the viewers behind it.
update runs set line_place = line.place, line_reason = line.reason, line_told_at = now()
from (
	select line.id, line.place, line.reason
	from (:line) as line
	join runs on runs.id = line.id
	where not line.admitted
		and (runs.line_place, runs.line_reason) is distinct from (line.place, line.reason)
		and (
			runs.line_told_at is null
			or runs.line_told_at < now() - interval '5 s'
			or runs.line_told_at < now() - interval '1 s' and (
				line.place <= 3 or line.place * 2 <= runs.line_place or line.reason is distinct from runs.line_reason
			)
		)
	order by line.place
	limit 200
) as line
where runs.id = line.id and runs.state = 'waiting'
	and (runs.line_told_at is null or runs.line_told_at < now() - interval '1 s')
returning runs.*
