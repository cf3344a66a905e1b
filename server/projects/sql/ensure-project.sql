insert into projects (project) values ($1) on conflict do nothing
