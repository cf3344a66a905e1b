select a.id::text as account, a.email, a.name, m.role, a.disabled_at is not null as disabled,
	(extract(epoch from m.created_at) * 1000)::float8 as since
from members m join accounts a on a.id = m.account
where m.project = $1
order by a.email
