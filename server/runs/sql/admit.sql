with busy as (
	select project, source, count(*) as runs from runs where state in ('queued', 'running') group by project, source
), line as (
	select runs.id,
		row_number() over (partition by runs.project, runs.source order by runs.priority, runs.accepted_at) as place,
		sources.max_concurrent - coalesce(busy.runs, 0) as free
	from runs
	join sources on sources.project = runs.project and sources.name = runs.source
	left join busy on busy.project = runs.project and busy.source = runs.source
	where runs.state = 'waiting'
)
update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false
from line
where runs.id = line.id and line.place <= line.free and runs.state = 'waiting'
returning runs.*
