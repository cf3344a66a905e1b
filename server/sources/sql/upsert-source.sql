-- What was known of its old address says nothing of the new one: its circuit is closed, and what a worker has read there is
-- forgotten where $7 says that it is another place or login.
with closed as (
	delete from circuits where project = $1 and source = $2
), forgotten as (
	delete from source_schemas where project = $1 and source = $2 and $7
)
insert into sources (project, name, engine, sealed, shown, max_concurrent)
values ($1, $2, $3, $4, $5, $6)
on conflict (project, name) do update
set engine = excluded.engine, url = null, sealed = excluded.sealed, shown = excluded.shown, max_concurrent = excluded.max_concurrent
