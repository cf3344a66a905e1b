select a.id::text as id, a.email, a.name, a.administrator, a.password, a.disabled_at is not null as disabled
from identities i join accounts a on a.id = i.account
where i.issuer = $1 and i.subject = $2
