select private, origins from projects where project = $1
