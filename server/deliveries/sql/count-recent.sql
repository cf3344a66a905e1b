select count(*)::integer as messages from deliveries
where project = $1 and cause_kind = $2 and created_at > delivery_clock() - interval '1 hour'
