select version, action, restored, saved_at, saved_by, declaration ->> 'title' as title, declaration ->> 'source' as source, declaration
from chart_versions where project = $1 and chart = $2 and version = $3
