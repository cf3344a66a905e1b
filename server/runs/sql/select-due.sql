select channels.channel, channels.project, channels.chart, channels.params, channels.claims
from channels
join charts on charts.project = channels.project and charts.name = channels.chart
where channels.channel = any ($1)
	and (
		channels.last_finished_at is null
		or channels.last_finished_at + interval '1 ms' * (
			case when channels.failures = 0 then charts.refresh_ms
			else least(coalesce(charts.refresh_ms, 5000) * power(2, least(channels.failures, 10)), greatest(charts.refresh_ms, 60000))
			end
		) <= now()
	)
	and not exists (
		select from attachments
		join runs on runs.id = attachments.run
		where attachments.channel = channels.channel and runs.state in ('waiting', 'queued', 'running')
	)
