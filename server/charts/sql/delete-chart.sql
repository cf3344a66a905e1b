delete from charts where project = $1 and name = $2
