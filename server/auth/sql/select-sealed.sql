select kid, project, sealed from project_keys where sealed is not null and revoked_at is null
