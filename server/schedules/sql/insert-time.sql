-- Takes a time, once: nothing where it was taken before.
insert into schedule_times (project, schedule, due_at, kind, declaration, title)
values ($1, $2, coalesce($3::timestamptz, delivery_clock()), $4, $5, $6)
on conflict (project, schedule, due_at, kind) do nothing
returning id
