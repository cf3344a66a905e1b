-- How long it is likely to take: the median of the last ten of its question, or else of its chart.
update runs
set state = 'running', attempt = attempt + 1, worker = $2, started_at = now(), heartbeat_at = now(), changed_at = now(), told = false,
	expected_ms = (
		select round(coalesce(
			(select percentile_cont(0.5) within group (order by took) from (
				select extract(epoch from earlier.finished_at - earlier.started_at) * 1000 as took
				from runs as earlier
				where earlier.question = runs.question and earlier.state = 'succeeded'
				order by earlier.finished_at desc limit 10
			) as of_question),
			(select percentile_cont(0.5) within group (order by took) from (
				select extract(epoch from earlier.finished_at - earlier.started_at) * 1000 as took
				from runs as earlier
				where earlier.project = runs.project and earlier.chart = runs.chart and earlier.state = 'succeeded'
					and earlier.kind = runs.kind
				order by earlier.finished_at desc limit 10
			) as of_chart)
		))::integer
	)
where id = $1 and state = 'queued' and (losses = 0 or $3)
returning *, (
	select refresh_ms from charts where charts.project = runs.project and charts.name = runs.chart
) as refresh_ms
