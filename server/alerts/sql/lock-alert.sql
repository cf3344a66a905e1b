-- A finished run that is queued for it need not wait: it takes a key share.
select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms
from alerts where id = $1
for no key update
