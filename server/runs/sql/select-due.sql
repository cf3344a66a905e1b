-- What is due among the watched channels. Refreshes stand on a grid of the chart's interval, which each channel has
-- shifted by a phase of its own, so that charts that were opened together do not run in step; the first one comes half
-- an interval after the run before it at the earliest. A chart that fails waits twice as long each time, and up to a
-- quarter longer by its phase. What has changed is due at once, but once in change_ms at most; a change during a run
-- is due after it.
with wanted as (
	select channels.*, charts.refresh_ms, charts.change_ms,
		('x' || left(md5(channels.channel), 8))::bit(32)::bigint / 4294967296.0::float8 as phase,
		extract(epoch from now())::float8 * 1000 as now_ms,
		extract(epoch from coalesce(channels.asked_at, channels.last_finished_at))::float8 * 1000 as asked_ms
	from channels
	join charts on charts.project = channels.project and charts.name = channels.chart
	where channels.channel = any ($1)
)
select channel, project, chart, params, claims
from wanted
where (
		last_finished_at is null
		or case when failures > 0 then
			last_finished_at + interval '1 ms' * (1 + phase / 4)
				* least(coalesce(refresh_ms, 5000) * power(2, least(failures, 10)), greatest(refresh_ms, 60000)) <= now()
		else
			ceil((asked_ms + refresh_ms / 2.0 - phase * refresh_ms) / refresh_ms) * refresh_ms + phase * refresh_ms <= now_ms
			or (changed_at >= asked_at and asked_ms + change_ms <= now_ms)
		end
	)
	and not exists (
		select from attachments
		join runs on runs.id = attachments.run
		where attachments.channel = wanted.channel and runs.state in ('waiting', 'queued', 'running')
	)
