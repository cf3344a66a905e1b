-- $1: accounts; $2: a project, whose machine keys $3 are.
select id::text as id, name from accounts where id = any($1::uuid[])
union all
select id, name from api_keys where project = $2 and id = any($3::text[])
