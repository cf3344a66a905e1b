update channels set last_finished_at = now(), failures = failures + 1
from attachments
where attachments.run = $1 and attachments.channel = channels.channel and channels.last_ordinal <= attachments.ordinal
