select body, extract(epoch from expires_at - now())::float8 * 1000 as left_ms
from results
where hash = $1 and expires_at > now()
