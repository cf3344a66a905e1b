delete from accounts where id::text = $1 returning email
