-- Nothing where it was changed meanwhile.
update deliveries set channel = $3::jsonb -> 0
where project = $1 and id = $2::uuid and channel = $4::jsonb -> 0
returning project
