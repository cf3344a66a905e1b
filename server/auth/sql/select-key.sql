select project, algorithm, sealed, public_key, author, revoked_at is not null as revoked from project_keys where kid = $1
