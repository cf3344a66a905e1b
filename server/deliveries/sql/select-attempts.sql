select attempt, started_at, ended_at, outcome, detail from delivery_attempts where delivery = $1 order by attempt
