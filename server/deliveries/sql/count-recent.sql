-- Of all of a kind in a project, and of the one that is called $3.
select count(*)::integer as messages, (count(*) filter (where cause_name = $3))::integer as own
from deliveries
where project = $1 and cause_kind = $2 and created_at > delivery_clock() - interval '1 hour'
