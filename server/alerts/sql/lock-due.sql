-- The first that is due, and none of $1; what another worker looks at is left to it. What is due in an archived project waits until
-- it is open again, and is then asked once.
select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms
from alerts
where next_at <= delivery_clock() and id::text <> all ($1::text[])
	and not exists (select from projects p where p.project = alerts.project and p.archived_at is not null)
order by next_at
limit 1
for no key update of alerts skip locked
