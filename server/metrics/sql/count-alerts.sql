select case when problem is not null then 'broken' else memory -> 'state' ->> 'phase' end as phase, count(*)::integer as alerts
from alerts where enabled group by 1
