select name from charts where project = $1 and source = $2 order by name limit $3
