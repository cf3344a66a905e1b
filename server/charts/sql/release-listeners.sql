delete from listeners where worker = $1
