-- Of each alert the earliest run, so that none overtakes another.
select distinct on (alert_evaluations.alert)
	alert_evaluations.alert, alert_evaluations.run, alert_evaluations.ordinal::text as ordinal, alerts.revision, alerts.declaration,
	runs.state, runs.result, runs.rows::float8 as rows, runs.error
from alert_evaluations
join alerts on alerts.id = alert_evaluations.alert
join runs on runs.id = alert_evaluations.run
order by alert_evaluations.alert, alert_evaluations.ordinal
limit $1
