-- What a delivery said, and the address of a webhook, is kept for $1 days after its end; that it was sent, for longer (drop-old.sql).
-- $2 at a time: how many there were.
with emptied as (
	update deliveries set message = null, attach = null, channel = channel - 'sealed'
	where id in (
		select id from deliveries
		where message is not null and state in ('sent', 'dead') and ended_at < delivery_clock() - make_interval(days => $1::integer)
		limit $2::integer
	)
	returning id
), dropped as (
	delete from delivery_attempts using emptied where delivery_attempts.delivery = emptied.id
)
select count(*)::integer as count from emptied
