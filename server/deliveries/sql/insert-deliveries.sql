-- $1: an array of them, as JSON. What has a key that was there before is what was there before.
insert into deliveries (project, key, cause_kind, cause_name, cause_at, channel, message, attach)
select project, key, cause ->> 'kind', cause ->> 'name', to_timestamp((cause ->> 'at')::float8 / 1000), channel, message, attach
from jsonb_to_recordset($1::jsonb) as given (project text, key text, cause jsonb, channel jsonb, message jsonb, attach jsonb)
on conflict (project, key) do nothing
