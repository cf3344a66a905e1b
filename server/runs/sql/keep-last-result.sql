update channels
set last_result = $3, last_run = $1, last_ordinal = attachments.ordinal, last_attempt = $2, last_finished_at = now(), failures = 0
from attachments
where attachments.run = $1 and attachments.channel = channels.channel and channels.last_ordinal <= attachments.ordinal
