insert into projects (project, name) values ($1, $2) on conflict do nothing returning project
