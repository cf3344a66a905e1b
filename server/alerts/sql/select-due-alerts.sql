-- `due`: to the microsecond, so that it can be said which time is taken.
select alerts.*, next_at::text as due, extract(epoch from delivery_clock())::float8 * 1000 as now_ms
from alerts where next_at <= delivery_clock()
order by next_at
limit $1
