with opened as (
	insert into inboxes (project, subject) values ($2, $3) on conflict do nothing
)
insert into asked_runs (run, project, subject) values ($1, $2, $3) on conflict do nothing
