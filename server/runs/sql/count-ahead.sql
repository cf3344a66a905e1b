select count(*)::integer + 1 as position
from runs
where project = $1 and source = $2 and state = 'queued' and accepted_at < $3
