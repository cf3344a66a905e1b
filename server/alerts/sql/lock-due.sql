select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms
from alerts where id = $1 and next_at = $2::text::timestamptz
for no key update
