-- None of $1.
select id, project, schedule, due_at, kind, declaration, title from schedule_times
where state = 'taken' and id::text <> all ($1::text[])
order by taken_at
limit 1
for update skip locked
