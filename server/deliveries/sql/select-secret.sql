-- $2: for how many hours after it was changed the former one counts.
select sealed, case when changed_at > delivery_clock() - make_interval(hours => $2::integer) then former end as former
from webhook_secrets where project = $1
