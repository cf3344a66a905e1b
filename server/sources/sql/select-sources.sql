select name, engine from sources where project = $1 order by name
