-- The large results that the channels of a run show now.
select distinct channels.last_hash as hash
from attachments
join channels using (channel)
where attachments.run = $1
