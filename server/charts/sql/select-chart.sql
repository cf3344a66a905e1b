select name, title, source, sql, params, claims, time_zone, refresh_ms, max_age_ms, max_stale_ms, listen, change_ms, warm, spec, spec_revision,
	revision, updated_at, updated_by
from charts where project = $1 and name = $2
