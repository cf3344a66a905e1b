-- $3 and $4: the moment and the run after which the page begins. The result itself is not among the columns.
select runs.id, runs.kind, runs.project, runs.source, runs.chart, runs.sql, runs.params, runs.time_zone, runs.subject, runs.state,
	runs.attempt, runs.rows, runs.error, runs.accepted_at, runs.started_at, runs.finished_at, null as result,
	asked_runs.asked_at, asked_runs.asked_at::text as asked_text, asked_runs.read_at
from asked_runs
join runs on runs.id = asked_runs.run
where asked_runs.project = $1 and asked_runs.subject = $2
	and ($3::timestamptz is null or (asked_runs.asked_at, asked_runs.run) < ($3::timestamptz, $4::uuid))
	and ($5::text is null or runs.state = $5)
	and ($6::text is null or runs.source = $6)
	and ($7::text is null or runs.chart = $7)
	and ($8::text is null or strpos(lower(runs.sql), $8) > 0)
order by asked_runs.asked_at desc, asked_runs.run desc
limit $9
