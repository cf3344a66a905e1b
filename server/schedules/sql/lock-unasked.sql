-- None of $1, which are named by time and place.
select schedule_runs.time, schedule_runs.place, schedule_runs.chart, schedule_runs.params, schedule_times.project, schedule_times.schedule
from schedule_runs
join schedule_times on schedule_times.id = schedule_runs.time
where schedule_times.state = 'asked' and schedule_runs.run is null and schedule_runs.failure is null
	and schedule_runs.time || ' ' || schedule_runs.place <> all ($1::text[])
order by schedule_times.taken_at, schedule_runs.place
limit 1
for update of schedule_runs skip locked
