update alerts set memory = $2 where id = $1
