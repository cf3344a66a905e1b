select name, title, declaration, enabled, revision, next_at, updated_at, updated_by, delivery_clock() as now
from schedules where project = $1 and name = $2
