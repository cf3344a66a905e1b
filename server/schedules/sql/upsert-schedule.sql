insert into schedules (project, name, title, declaration, enabled, next_at, updated_by)
values ($1, $2, $3, $4, $5, $6::timestamptz, $7)
on conflict (project, name) do update set
	title = excluded.title, declaration = excluded.declaration, enabled = excluded.enabled, next_at = excluded.next_at,
	updated_by = excluded.updated_by, updated_at = delivery_clock(), revision = schedules.revision + 1
returning revision
