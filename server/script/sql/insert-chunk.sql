insert into chunks (name, body) values ($1, $2)
on conflict (name) do nothing
