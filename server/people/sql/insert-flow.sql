insert into oidc_flows (hash, state, nonce, verifier, return_to, expires_at)
values ($1, $2, $3, $4, $5, now() + $6::float8 * interval '1 ms')
