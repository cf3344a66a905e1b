update accounts set password = $2 where id::text = $1
