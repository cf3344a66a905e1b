-- `due`: to the microsecond, so that it can be said which time is taken. What is due in an archived project waits until it is open
-- again, and is then asked once.
select alerts.*, next_at::text as due, extract(epoch from delivery_clock())::float8 * 1000 as now_ms
from alerts
where next_at <= delivery_clock()
	and not exists (select from projects p where p.project = alerts.project and p.archived_at is not null)
order by next_at
limit $1
