insert into attachments (run, channel) values ($1, $2)
on conflict (run, channel) do update set ordinal = nextval('attachment_ordinal'), published = null
where attachments.ordinal < (select max(ordinal) from attachments where channel = $2)
returning ordinal
