-- Whoever held these was not heard of again; $1: after so many attempts there is no other.
with lost as (
	update deliveries set
		state = case when attempts - forgiven < $1 then 'waiting' else 'dead' end,
		due_at = delivery_clock(),
		ended_at = case when attempts - forgiven < $1 then null else delivery_clock() end,
		failure = jsonb_build_object('code', 'worker_lost', 'message', 'The worker that was sending it was lost.'),
		worker = null, held_until = null
	where id in (select id from deliveries where state = 'sending' and held_until < now() for update skip locked)
	returning id, attempts
)
update delivery_attempts set ended_at = delivery_clock(), outcome = 'lost', detail = 'The worker was not heard of again.'
from lost
where delivery_attempts.delivery = lost.id and attempt = lost.attempts
returning delivery
