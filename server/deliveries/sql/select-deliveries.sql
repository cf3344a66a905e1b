-- The newest first. $2: in this state; $3 and $4: of causes of this kind, or of this one; $5 and $6: after which the page begins;
-- $8: of causes in that millisecond.
select *, created_at::text as created_text
from deliveries
where project = $1
	and ($2::text is null or state = $2)
	and ($3::text is null or cause_kind = $3)
	and ($4::text is null or cause_name = $4)
	and ($5::timestamptz is null or (created_at, id) < ($5::timestamptz, $6::uuid))
	and ($8::timestamptz is null or (cause_at >= $8::timestamptz and cause_at < $8::timestamptz + interval '1 ms'))
order by created_at desc, id desc
limit $7
