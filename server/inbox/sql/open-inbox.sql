insert into inboxes (project, subject) values ($1, $2) on conflict do nothing
