insert into projects (project, private, origins) values ($1, coalesce($2::boolean, false), coalesce($3::text[], '{}'))
on conflict (project) do update set
	private = coalesce($2::boolean, projects.private),
	origins = coalesce($3::text[], projects.origins)
returning private, origins
