-- Takes what is due, at most $3 of them, for the worker $1 and so many ms ($2). Projects take turns: those of whom less is
-- being sent come first, and of none more than $4 at once, so that one whose receivers hang holds up nobody else.
with sending as (
	select project, count(*) as count from deliveries where state = 'sending' group by project
), ranked as (
	select id, due_at,
		coalesce(sending.count, 0) + row_number() over (partition by deliveries.project order by due_at, id) as turn
	from deliveries left join sending using (project)
	where state = 'waiting' and due_at <= delivery_clock()
), chosen as (
	select deliveries.id from deliveries join ranked using (id)
	where deliveries.state = 'waiting' and ranked.turn <= $4
	order by ranked.turn, ranked.due_at, deliveries.id
	limit $3
	for update of deliveries skip locked
), claimed as (
	update deliveries set state = 'sending', worker = $1, attempts = attempts + 1,
		held_until = now() + interval '1 ms' * $2::float8
	from chosen where deliveries.id = chosen.id
	returning deliveries.*
), noted as (
	insert into delivery_attempts (delivery, attempt, worker) select id, attempts, $1 from claimed
)
select * from claimed
