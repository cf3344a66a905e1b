-- Whoever changes it, or disables the account, waits; whoever waits here sees what they have changed.
select id::text as id from accounts where id::text = $1 and password = $2 and disabled_at is null for no key update
