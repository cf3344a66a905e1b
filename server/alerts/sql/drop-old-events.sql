-- Of each alert the newest $1 are kept.
delete from alert_events using alerts
where alerts.id = alert_events.alert and alert_events.number <= alerts.events - $1::integer
