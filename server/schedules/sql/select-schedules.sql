-- By name. $2: what name or title contain, in small letters; $3: after which name the page begins. With how its last time went.
select schedules.name, title, declaration, enabled, revision, next_at, updated_at, updated_by, last.due_at as last_at,
	last.state as last_state
from schedules
left join lateral (
	select due_at, state from schedule_times
	where schedule_times.project = schedules.project and schedule = schedules.name
	order by due_at desc limit 1
) as last on true
where project = $1
	and ($2::text is null or strpos(lower(name), $2) > 0 or strpos(lower(title), $2) > 0)
	and ($3::text is null or name > $3)
order by name
limit $4
