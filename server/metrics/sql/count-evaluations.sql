select count(*)::integer as pending, coalesce(extract(epoch from now() - min(queued_at)), 0)::float8 as oldest_s from alert_evaluations
