select count(*)::integer as tests from deliveries
where project = $1 and cause_kind = 'test' and created_at > delivery_clock() - interval '1 hour'
