select s.id::text as id, a.id::text as account, a.email, a.name, a.administrator, a.password is not null as "hasPassword",
	(extract(epoch from now() - s.seen_at) * 1000)::float8 as unseen
from sessions s join accounts a on a.id = s.account
where s.hash = $1 and s.expires_at > now() and s.seen_at > now() - $2::float8 * interval '1 ms' and a.disabled_at is null
