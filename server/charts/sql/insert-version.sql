-- Numbers go on after a chart was deleted. Called under the chart's lock.
insert into chart_versions (project, chart, version, action, restored, declaration, saved_by)
select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6
from chart_versions where project = $1 and chart = $2
returning version
