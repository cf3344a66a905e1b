delete from oidc_flows where expires_at < now()
