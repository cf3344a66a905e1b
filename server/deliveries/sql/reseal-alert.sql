-- Nothing where it was changed meanwhile. It is no other declaration, and has no other revision.
update alerts set declaration = jsonb_set(declaration, '{channels}', $3::jsonb)
where project = $1 and name = $2 and declaration -> 'channels' = $4::jsonb
returning project
