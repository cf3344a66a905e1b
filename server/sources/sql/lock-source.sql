select project, name, engine, url, sealed, max_concurrent from sources where project = $1 and name = $2 for update
