-- $1: an array of them, as JSON. What has a key that was there before is what was there before. The answers of runs are
-- kept with it, since runs are forgotten before the last attempt is made: as the text that they are, since a row may hold what
-- jsonb refuses (U+0000, half of a surrogate pair).
insert into deliveries (project, key, cause_kind, cause_name, cause_at, channel, message, attach)
select given.project, key, cause ->> 'kind', cause ->> 'name', to_timestamp((cause ->> 'at')::float8 / 1000), channel, message,
	attach || (
		select jsonb_build_object('charts', coalesce(
			jsonb_agg(item || jsonb_build_object(
				'result', runs.result,
				'error', coalesce(item -> 'failure', runs.error, case when runs.state = 'canceled' then '{"code":"canceled","message":"It was canceled."}'::jsonb end)
			) order by place), '[]'::jsonb
		))
		from jsonb_array_elements(attach -> 'charts') with ordinality as charts (item, place)
		left join runs on runs.id = (item ->> 'run')::uuid and runs.project = given.project
	)
from jsonb_to_recordset($1::jsonb) as given (project text, key text, cause jsonb, channel jsonb, message jsonb, attach jsonb)
on conflict (project, key) do nothing
