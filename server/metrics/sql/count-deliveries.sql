select state, count(*)::integer as deliveries,
	coalesce(extract(epoch from delivery_clock() - min(created_at)), 0)::float8 as oldest_s
from deliveries where state in ('waiting', 'sending', 'dead')
group by state
