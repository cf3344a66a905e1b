select project, name, warm, extract(epoch from now())::float8 * 1000 as now_ms from charts where warm is not null
