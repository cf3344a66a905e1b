with admitted as (
	update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false
	from (:line) as line
	where runs.id = line.id and line.admitted and runs.state = 'waiting'
	returning runs.*
), noted as (
	insert into served (project, source, subject, served_at)
	-- The clock goes on between rows: it must not be part of what is distinct.
	select project, source, subject, clock_timestamp() from (select distinct project, source, subject from admitted) as users
	on conflict (project, source, subject) do update set served_at = excluded.served_at
)
select * from admitted
