-- What a run says of its source: one that was reached is well; one that could not be reached three times in a row is
-- down, is tried again after a second, and after twice as long each time.
with ended as (
	update runs set state = $3, result = $4, rows = $5, error = $6, finished_at = now(), changed_at = now(), told = false
	where id = $1 and attempt = $2 and state in ('waiting', 'queued', 'running')
	returning *
), reached as (
	delete from circuits using ended
	where $7 = 'reached' and circuits.project = ended.project and circuits.source = ended.source
), unreachable as (
	insert into circuits (project, source, failures)
	select project, source, 1 from ended where $7 = 'unreachable'
	on conflict (project, source) do update set
		failures = circuits.failures + 1,
		opened_at = case when circuits.failures >= 2 then coalesce(circuits.opened_at, now()) end,
		backoff_ms = case when circuits.retry_at <= now() then least(2 * circuits.backoff_ms, 60000) else circuits.backoff_ms end,
		retry_at = case
			when circuits.failures < 2 then null
			when circuits.retry_at is null then now() + circuits.backoff_ms * interval '1 ms'
			when circuits.retry_at <= now() then now() + least(2 * circuits.backoff_ms, 60000) * interval '1 ms'
			else circuits.retry_at
		end
)
select * from ended
