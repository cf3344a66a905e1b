-- Who is sent what of a project by schedules and alerts. Addresses of webhooks are sealed, and not read.
select 'schedule' as by, s.name, s.declaration #>> '{target,chart}' as chart, s.declaration #>> '{target,dashboard}' as dashboard,
	s.declaration -> 'channels' as channels
from schedules s where s.project = $1 and s.enabled
union all
select 'alert', a.name, a.chart, null, a.declaration -> 'channels' from alerts a where a.project = $1 and a.enabled
order by by, name
