update projects set
	name = coalesce($2::text, name),
	archived_at = case when $3::boolean is null then archived_at when $3::boolean then coalesce(archived_at, now()) end
where project = $1
returning project
