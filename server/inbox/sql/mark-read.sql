-- $3: the runs, or null for all that have ended; $4: the other notices, or null for all.
with marked as (
	update asked_runs set read_at = now()
	from runs
	where asked_runs.project = $1 and asked_runs.subject = $2 and asked_runs.read_at is null
		and runs.id = asked_runs.run and runs.finished_at is not null
		and ($3::uuid[] is null or asked_runs.run = any ($3::uuid[]))
	returning asked_runs.run
), others as (
	update notices set read_at = now()
	where project = $1 and subject = $2 and read_at is null and ($4::uuid[] is null or id = any ($4::uuid[]))
	returning id
)
update inboxes set version = version + 1, changed_at = now()
where project = $1 and subject = $2 and (exists (select from marked) or exists (select from others))
