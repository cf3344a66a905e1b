select id::text as id, address, agent, id::text = $2 as current,
	(extract(epoch from created_at) * 1000)::float8 as "createdAt",
	(extract(epoch from seen_at) * 1000)::float8 as "seenAt",
	(extract(epoch from expires_at) * 1000)::float8 as "expiresAt"
from sessions
where account::text = $1 and expires_at > now() and seen_at > now() - $3::float8 * interval '1 ms'
order by seen_at desc, created_at desc
