-- Of an alert that is due, and locked: says when the next time is: $3, in ms, where there are times of a clock; else $4 ms after the
-- last asking. Where somebody else has asked not long ago, nothing is to be asked, unless it was saved since it has seen an answer:
-- an answer of before is not looked at again.
with known as (
	select asked_at, $3::float8 is null and coalesce(asked_at > now() - $4::float8 * interval '0.75 ms', false)
		and exists (select from alerts where id = $1 and evaluated_at > updated_at) as is_known
	from (select max(coalesce(asked_at, last_finished_at)) as asked_at from channels where channel = $2) as last
)
update alerts set
	channel = $2,
	next_at = case
		when $3::float8 is not null then to_timestamp($3::float8 / 1000)
		when known.is_known then delivery_clock() + $4::float8 * interval '1 ms' - (now() - known.asked_at)
		else delivery_clock() + $4::float8 * interval '1 ms'
	end
from known
where alerts.id = $1
returning not known.is_known as asks
