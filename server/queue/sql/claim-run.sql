update runs
set state = 'running', attempt = attempt + 1, worker = $2, started_at = now(), heartbeat_at = now(), changed_at = now(), told = false
where id = $1 and state = 'queued'
returning *, (
	select refresh_ms from charts where charts.project = runs.project and charts.name = runs.chart
) as refresh_ms
