-- By name. $2: what name or title contain, in small letters; $3: after which name the page begins. With how its last time went,
-- and how many of its deliveries were given up.
select schedules.name, title, declaration, enabled, revision, next_at, updated_at, updated_by, last.due_at as last_at,
	last.state as last_state, last.reason as last_reason, (
		select count(*)::integer from deliveries
		where deliveries.project = schedules.project and cause_kind = 'schedule'
			and split_part(key, ' ', 1) = 'schedule:' || last.id and deliveries.state = 'dead'
	) as last_dead
from schedules
left join lateral (
	select id, due_at, state, reason from schedule_times
	where schedule_times.project = schedules.project and schedule = schedules.name
	order by due_at desc limit 1
) as last on true
where project = $1
	and ($2::text is null or strpos(lower(name), $2) > 0 or strpos(lower(title), $2) > 0)
	and ($3::text is null or name > $3)
order by name
limit $4
