update accounts set name = $2 where id::text = $1
