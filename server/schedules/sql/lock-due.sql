-- The first that is due by now, and none of $1; what another worker looks at is left to it.
select schedules.project, schedules.name, title, declaration, next_at, delivery_clock() as now,
	schedules.project || chr(10) || schedules.name as key,
	exists (select from projects p where p.project = schedules.project and p.archived_at is not null) as is_archived
from schedules
where next_at <= delivery_clock() and schedules.project || chr(10) || schedules.name <> all ($1::text[])
order by next_at
limit 1
for update of schedules skip locked
