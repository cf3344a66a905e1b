with added as (
	insert into notices (project, subject, key, kind, body) values ($1, $2, $3, $4, $5)
	on conflict (project, subject, key) do nothing
	returning project, subject
)
insert into inboxes (project, subject) select project, subject from added
on conflict (project, subject) do update set version = inboxes.version + 1, changed_at = now()
