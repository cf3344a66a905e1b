delete from alerts where id = $1
