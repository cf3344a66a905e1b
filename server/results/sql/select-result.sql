-- What is a channel's last good result, or a kept run's, is kept beyond its expiry: for another minute each time.
select project, claims, encoding, bytes, body, greatest(
	extract(epoch from expires_at - now())::float8 * 1000,
	case when exists (select from channels where last_hash = $1) or exists (select from runs where result_hash = $1)
		then 60000 else 0 end
) as left_ms
from results
where hash = $1 and (
	expires_at > now()
	or exists (select from channels where last_hash = $1)
	or exists (select from runs where result_hash = $1)
)
