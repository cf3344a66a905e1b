-- A time all of whose questions have an answer, or a reason why there is none; and none of $1.
select id, project, schedule, due_at, kind, declaration, title from schedule_times
where state = 'asked' and id::text <> all ($1::text[]) and not exists (
	select from schedule_runs left join runs on runs.id = schedule_runs.run
	where schedule_runs.time = schedule_times.id
		and ((schedule_runs.run is null and schedule_runs.failure is null) or runs.state in ('waiting', 'queued', 'running'))
)
order by taken_at
limit 1
for update skip locked
