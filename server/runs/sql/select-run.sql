select * from runs where id = $1 and project = $2
