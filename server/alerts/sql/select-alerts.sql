-- The last saved first, and whether $7 follows it. $2: what name or title contain, in small letters; $4 and $5: after which the page begins.
select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms, updated_at::text as updated_text,
	(select count(*)::integer from alert_followers where alert = alerts.id) as followers,
	exists (select 1 from alert_followers where alert = alerts.id and subject = $7) as following
from alerts
where project = $1
	and ($2::text is null or strpos(lower(name), $2) > 0 or strpos(lower(title), $2) > 0)
	and ($3::text is null or chart = $3)
	and ($4::timestamptz is null or (updated_at, name) < ($4::timestamptz, $5::text))
order by updated_at desc, name desc
limit $6
