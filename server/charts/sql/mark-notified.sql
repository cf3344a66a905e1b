update channels set changed_at = now()
from charts
where charts.project = $1 and charts.source = $2 and charts.listen = any ($3)
	and channels.project = charts.project and channels.chart = charts.name
