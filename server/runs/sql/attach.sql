-- $3: the project of a channel that is to be created when it is missing; null where it is known to be there.
with created as (
	insert into channels (channel, project) select $2, $3 where $3::text is not null on conflict (channel) do nothing
), attached as (
	insert into attachments (run, channel) values ($1, $2)
	on conflict (run, channel) do update set ordinal = nextval('attachment_ordinal'), published = null
	where attachments.ordinal < (select max(ordinal) from attachments where channel = $2)
	returning run, ordinal
), untold as (
	update runs set told = false, changed_at = now() from attached where runs.id = attached.run
)
select ordinal from attached
