select version, action, restored, saved_at, saved_by, declaration ->> 'title' as title, declaration
from dashboard_versions where project = $1 and dashboard = $2 and version = $3
