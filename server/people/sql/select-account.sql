select id::text as id, email, name, administrator, password, disabled_at is not null as disabled from accounts where id::text = $1
