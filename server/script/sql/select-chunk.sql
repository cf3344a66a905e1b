select body from chunks where name = $1
