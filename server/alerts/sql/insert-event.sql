-- Its number is that of all events of the alert, which the caller has locked.
with numbered as (
	update alerts set events = events + 1 where id = $1 returning id, events
)
insert into alert_events (alert, number, at, kind, run, value, reason, by, told)
select id, events, to_timestamp($2::float8 / 1000), $3, $4::uuid, $5, $6, $7, $8 from numbered
returning number
