-- One worker at a time reads a source, for as long as its lease; those that have waited longest come first.
update source_schemas set worker = $1, begun_at = now(), held_until = now() + interval '1 ms' * $2::float8
where (project, source) in (
	select project, source from source_schemas
	where wanted_at is not null and (held_until is null or held_until < now())
	order by wanted_at
	limit $3
	for update skip locked
)
returning project, source, id, begun_at
