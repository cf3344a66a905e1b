select count(*)::integer as schedules from schedules where project = $1
