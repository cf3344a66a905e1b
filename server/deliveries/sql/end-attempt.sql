-- How the attempt $2 ended: $3 is sent, retry or dead; $5: in how many ms it is tried again. Nothing where another worker has
-- taken it meanwhile.
with ended as (
	update deliveries set
		state = case $3 when 'retry' then 'waiting' else $3 end,
		due_at = case when $3 = 'retry' then delivery_clock() + interval '1 ms' * $5::float8 else due_at end,
		ended_at = case when $3 = 'retry' then null else delivery_clock() end,
		failure = $6, worker = null, held_until = null
	where id = $1 and attempts = $2 and state = 'sending'
	returning id
)
update delivery_attempts set ended_at = delivery_clock(), outcome = $3, detail = $4
from ended
where delivery_attempts.delivery = ended.id and attempt = $2
returning delivery
