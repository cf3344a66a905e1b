-- What has waited longest, and its alert: of each alert the earliest run, so that none overtakes another. None of $1, and none whose
-- alert another worker looks at. A finished run that is queued for it need not wait: it takes a key share.
select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms,
	runs.id as run, runs.state, runs.result, runs.rows::float8 as rows, runs.error
from alert_evaluations
join alerts on alerts.id = alert_evaluations.alert
join runs on runs.id = alert_evaluations.run
where alert_evaluations.alert::text <> all ($1::text[]) and not exists (
	select from alert_evaluations as earlier
	where earlier.alert = alert_evaluations.alert and earlier.ordinal < alert_evaluations.ordinal
)
order by alert_evaluations.queued_at
limit 1
for no key update of alerts skip locked
