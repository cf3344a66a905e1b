select role from members where project = $1 and account::text = $2
