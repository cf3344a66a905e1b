insert into runs (project, source, chart, question, sql, params, claims, time_zone, origin, subject, priority, request_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (question) where state in ('waiting', 'queued', 'running') do nothing
returning *
