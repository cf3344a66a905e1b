-- Those before whose next time viewers' questions are to be answered, and that is near.
select project, name, declaration, next_at from schedules
where next_at > delivery_clock()
	and next_at <= delivery_clock() + make_interval(mins => (declaration ->> 'warmMinutes')::integer)
