select project from projects where project = $1 for update
