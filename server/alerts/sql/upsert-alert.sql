-- What has changed is asked at once: nobody should have to wait for a day to learn that a threshold is wrong.
insert into alerts (project, name, title, chart, declaration, enabled, updated_by, memory, next_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, case when $6 then delivery_clock() end)
on conflict (project, name) do update set
	title = $3, chart = $4, declaration = $5, enabled = $6, updated_by = $7, updated_at = delivery_clock(),
	revision = alerts.revision + 1, problem = null, next_at = excluded.next_at
returning id, revision
