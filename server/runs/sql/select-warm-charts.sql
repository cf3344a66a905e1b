select project, name, warm, extract(epoch from now())::float8 * 1000 as now_ms from charts c
where warm is not null
	and not exists (select 1 from projects p where p.project = c.project and p.archived_at is not null)
