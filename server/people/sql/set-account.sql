update accounts set
	administrator = coalesce($2::boolean, administrator),
	disabled_at = case when $3::boolean is null then disabled_at when $3::boolean then coalesce(disabled_at, now()) end
where id::text = $1
returning id::text as id
