select private from projects where project = $1
