-- A new run with all that belongs to it, in one statement; nothing at all where the question is live already.
-- $14: the channel that waits for it; $15: whether that is the run's own channel, which is created with it.
with accepted as (
	insert into runs (id, project, source, chart, question, sql, params, claims, time_zone, origin, subject, priority, request_id, kind)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $16)
	on conflict (question) where state in ('waiting', 'queued', 'running') do nothing
	returning *
), created as (
	insert into channels (channel, project) select $14, project from accepted where $15 on conflict (channel) do nothing
), attached as (
	insert into attachments (run, channel) select id, $14 from accepted
), opened as (
	insert into inboxes (project, subject) select project, subject from accepted where origin = 'author' on conflict do nothing
), asked as (
	insert into asked_runs (run, project, subject) select id, project, subject from accepted where origin = 'author'
)
select * from accepted
