select schedule_runs.title, schedule_runs.chart, schedule_runs.params, schedule_runs.run, schedule_runs.failure, runs.state,
	runs.rows::float8 as rows, runs.error
from schedule_runs left join runs on runs.id = schedule_runs.run
where schedule_runs.time = $1
order by schedule_runs.place
