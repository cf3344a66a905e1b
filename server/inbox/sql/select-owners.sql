select project, subject from asked_runs where run = $1
