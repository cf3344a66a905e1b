select case when failures = 0 then extract(epoch from now() - last_finished_at)::float8 * 1000 end as age_ms
from channels
where channel = $1
