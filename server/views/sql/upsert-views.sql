-- In one order, so that no two nodes wait for each other.
insert into views (project, kind, name, hour, opens, most)
select project, kind, name, date_trunc('hour', now(), 'UTC'), opens, most
from jsonb_to_recordset($1::jsonb) as seen (project text, kind text, name text, opens integer, most integer)
order by project, kind, name
on conflict (project, kind, name, hour) do update set
	opens = views.opens + excluded.opens, most = greatest(views.most, excluded.most)
