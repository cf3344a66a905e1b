insert into identities (issuer, subject, account) values ($1, $2, $3::uuid)
