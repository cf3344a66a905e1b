-- What is due by now; what another worker looks at is left to it.
select project, name, title, declaration, next_at, delivery_clock() as now
from schedules
where next_at <= delivery_clock()
order by next_at
limit $1
for update skip locked
