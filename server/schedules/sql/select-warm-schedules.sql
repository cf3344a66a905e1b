-- Those before whose next time viewers' questions are to be answered, and that is near; none of an archived project.
select project, name, declaration, next_at from schedules
where next_at > delivery_clock()
	and not exists (select from projects p where p.project = schedules.project and p.archived_at is not null)
	and next_at <= delivery_clock() + make_interval(mins => (declaration ->> 'warmMinutes')::integer)
