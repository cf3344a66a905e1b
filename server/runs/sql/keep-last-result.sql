update channels
set last_result = $3, last_run = $1, last_ordinal = attachments.ordinal, last_attempt = $2, last_finished_at = case when channels.expired_at > runs.accepted_at then null else now() end, failures = 0,
	answered_at = now(), asked_at = runs.accepted_at
from attachments
join runs on runs.id = attachments.run
where attachments.run = $1 and attachments.channel = channels.channel and channels.last_ordinal <= attachments.ordinal
