-- $2: its questions, as a JSON array in order.
insert into schedule_runs (time, place, title, chart, params, failure)
select $1, place, question ->> 'title', question ->> 'chart', question -> 'params', nullif(question -> 'failure', 'null'::jsonb)
from jsonb_array_elements($2::jsonb) with ordinality as questions (question, place)
