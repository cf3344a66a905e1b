-- Who has not failed for a day begins anew.
select name, case when last_at < now() - interval '1 day' then 0 else failures end as failures,
	greatest(0, extract(epoch from blocked_until - clock_timestamp()))::float8 as wait
from sign_in_attempts where name = any($1) order by name for update
