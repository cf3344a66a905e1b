select state, origin, count(*)::int as runs, extract(epoch from now() - min(accepted_at))::float8 as oldest_s
from runs where state in ('waiting', 'queued', 'running') group by state, origin
