-- Wherever an address of a webhook is kept. `key` names the row among those of its kind. Times that have ended have none, and
-- deliveries are emptied; of these, which may be many, only those whose address does not begin with $1, as under the first key.
select 'schedule' as kind, name as key, project, declaration -> 'channels' as channels from schedules
where jsonb_path_exists(declaration, '$.channels[*].sealed')
union all
select 'alert', name, project, declaration -> 'channels' from alerts
where jsonb_path_exists(declaration, '$.channels[*].sealed')
union all
select 'time', id::text, project, declaration -> 'channels' from schedule_times
where state in ('taken', 'asked') and jsonb_path_exists(declaration, '$.channels[*].sealed')
union all
select 'delivery', id::text, project, jsonb_build_array(channel) from deliveries
where message is not null and not starts_with(channel ->> 'sealed', $1)
