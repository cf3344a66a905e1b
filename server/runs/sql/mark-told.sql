-- Told are the channels that were told; one that was attached meanwhile leaves the run untold.
with marked as (
	update attachments set published = $2 where run = $1 and channel = any ($3)
	returning channel
)
update runs set told = true
where id = $1 and not told and state || ':' || attempt = $2
	and not exists (
		select from attachments where run = $1 and published is distinct from $2 and channel <> all ($3)
	)
