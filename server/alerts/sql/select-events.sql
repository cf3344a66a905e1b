-- The newest first; $2: only those with a lower number.
select number, extract(epoch from at)::float8 * 1000 as at, kind, run, value, reason, by, told
from alert_events
where alert = $1 and ($2::integer is null or number < $2)
order by number desc
limit $3
