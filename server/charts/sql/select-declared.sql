-- The channels of the charts whose parameters or claims were declared otherwise, or that were deleted, in the last so many ms.
select channels.channel, charts.declared_at::text as declared_at
from charts
join channels on channels.project = charts.project and channels.chart = charts.name
where charts.declared_at > now() - interval '1 ms' * $1::float8
union all
select channels.channel, chart_versions.saved_at::text as declared_at
from chart_versions
join channels on channels.project = chart_versions.project and channels.chart = chart_versions.chart
where chart_versions.action = 'deleted' and chart_versions.saved_at > now() - interval '1 ms' * $1::float8
	and not exists (
		select from charts where charts.project = chart_versions.project and charts.name = chart_versions.chart
	)
