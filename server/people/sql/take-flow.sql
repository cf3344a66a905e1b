delete from oidc_flows where hash = $1 and expires_at > now() returning state, nonce, verifier, return_to
