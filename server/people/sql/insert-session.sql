insert into sessions (hash, account, expires_at, address, agent)
values ($1, $2::uuid, now() + $3::float8 * interval '1 ms', $4, $5)
