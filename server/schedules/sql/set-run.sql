update schedule_runs set run = $3, failure = $4 where time = $1 and place = $2
