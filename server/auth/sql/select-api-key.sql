select id, project, role, (extract(epoch from expires_at) * 1000)::float8 as expires_at, revoked_at is not null as revoked
from api_keys where hash = $1
