update schedules set next_at = $3::timestamptz where project = $1 and name = $2
