-- What has ended more than $1 days ago, with its attempts; $2 at a time: how many there were.
with dropped as (
	delete from deliveries where id in (
		select id from deliveries
		where ended_at < delivery_clock() - make_interval(days => $1::integer)
		order by ended_at
		limit $2::integer
		for update skip locked
	)
	returning id
)
select count(*)::integer as count from dropped
