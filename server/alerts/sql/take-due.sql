-- Takes a time ($2) that is due, and says when the next one is: $4, in ms, where there are times of a clock; else $5 ms after the
-- last asking. Where somebody else has asked not long ago, nothing is to be asked.
with known as (
	select max(coalesce(asked_at, last_finished_at)) as asked_at from channels where channel = $3
), taken as (
	select alerts.id,
		$4::float8 is null and coalesce(known.asked_at > now() - $5::float8 * interval '0.75 ms', false) as is_known,
		known.asked_at
	from alerts cross join known
	where alerts.id = $1 and alerts.next_at = $2::text::timestamptz
	for no key update of alerts
)
update alerts set
	channel = $3,
	next_at = case
		when $4::float8 is not null then to_timestamp($4::float8 / 1000)
		when taken.is_known then delivery_clock() + $5::float8 * interval '1 ms' - (now() - taken.asked_at)
		else delivery_clock() + $5::float8 * interval '1 ms'
	end
from taken
where alerts.id = taken.id
returning not taken.is_known as asks
