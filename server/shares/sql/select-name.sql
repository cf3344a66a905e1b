select name from accounts where id::text = $1
