-- Those that a node does not know yet; a transaction may become visible later than the time that it wrote down.
select project, kind, name, (extract(epoch from before) * 1000)::float8 as before,
	(extract(epoch from expires_at) * 1000)::float8 as expires_at
from revocations
where expires_at > now() and ($1::float8 is null or changed_at > now() - $1::float8 * interval '1 ms')
