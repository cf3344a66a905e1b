-- The last first; $3: only those that were due before then. With what became of its deliveries.
select id, due_at, kind, state, reason, taken_at, ended_at, (
	select jsonb_object_agg(counted.state, counted.count) from (
		select deliveries.state, count(*) from deliveries
		where deliveries.project = schedule_times.project and cause_kind = 'schedule'
			and split_part(key, ' ', 1) = 'schedule:' || schedule_times.id
		group by deliveries.state
	) as counted
) as deliveries
from schedule_times
where project = $1 and schedule = $2 and ($3::timestamptz is null or due_at < $3::timestamptz)
order by due_at desc
limit $4
