-- Numbers go on after a dashboard was deleted. Called under the dashboard's lock.
insert into dashboard_versions (project, dashboard, version, action, restored, declaration, saved_by)
select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6
from dashboard_versions where project = $1 and dashboard = $2
returning version
