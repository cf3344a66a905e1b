-- Of a run that has just ended with an answer or a failure, in the transaction that ends it: for each alert that hears of it.
insert into alert_evaluations (alert, run, ordinal)
select alerts.id, runs.id, attachments.ordinal
from runs
join attachments on attachments.run = runs.id
join alerts on alerts.channel = attachments.channel and alerts.enabled
where runs.id = $1 and runs.kind = 'answer' and runs.state in ('succeeded', 'failed')
order by alerts.id
on conflict do nothing
returning alert
