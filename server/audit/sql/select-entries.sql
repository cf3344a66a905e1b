-- The newest first; below an id, page by page.
select id::float8 as id, (extract(epoch from at) * 1000)::float8 as at, actor_kind as "actorKind", actor,
	actor_name as "actorName", address, project, action, object, details
from audit_log
where ($1::text is null or project = $1)
	and ($2::text is null or actor = $2 or actor_name = $2)
	and ($3::text is null or action = $3 or starts_with(action, $3 || '.'))
	and ($4::text is null or object = $4)
	and ($5::float8 is null or at >= to_timestamp($5 / 1000))
	and ($6::float8 is null or at < to_timestamp($6 / 1000))
	and ($7::bigint is null or id < $7)
order by id desc
limit $8
