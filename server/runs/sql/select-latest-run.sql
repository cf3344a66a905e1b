select runs.*, attachments.ordinal
from attachments join runs on runs.id = attachments.run
where attachments.channel = $1
order by attachments.ordinal desc
limit 1
