delete from schedules where project = $1 and name = $2
