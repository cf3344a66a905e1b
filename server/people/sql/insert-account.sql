insert into accounts (email, name, administrator, password) values ($1, $2, $3, $4)
on conflict (email) do nothing
returning id::text as id, email, name, administrator, password, disabled_at is not null as disabled
