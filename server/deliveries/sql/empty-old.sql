-- What a delivery said is kept for $1 days after its end; that it was sent is kept for ever.
with emptied as (
	update deliveries set message = null, attach = null
	where id in (
		select id from deliveries
		where message is not null and state in ('sent', 'dead') and ended_at < delivery_clock() - make_interval(days => $1::integer)
		limit 1000
	)
	returning id
)
delete from delivery_attempts using emptied where delivery_attempts.delivery = emptied.id
