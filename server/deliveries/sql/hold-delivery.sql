-- The attempt $2 goes on; nothing where another worker has taken it meanwhile.
update deliveries set held_until = now() + interval '1 ms' * $3::float8
where id = $1 and attempts = $2 and state = 'sending'
returning id
