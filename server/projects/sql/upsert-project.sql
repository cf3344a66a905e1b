insert into projects (project, private) values ($1, $2)
on conflict (project) do update set private = excluded.private
