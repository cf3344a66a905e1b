insert into dashboards (project, name, title, declaration, charts)
values ($1, $2, $3, $4, $5)
on conflict (project, name) do update
set title = excluded.title, declaration = excluded.declaration, charts = excluded.charts
