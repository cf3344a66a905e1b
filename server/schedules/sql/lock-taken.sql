select id, project, schedule, due_at, kind, declaration, title from schedule_times
where state = 'taken'
order by taken_at
limit 1
for update skip locked
