-- A dead one waits again, with as many attempts as a new one.
update deliveries set state = 'waiting', due_at = delivery_clock(), ended_at = null, forgiven = attempts
where project = $1 and id = $2 and state = 'dead' and message is not null
returning id
