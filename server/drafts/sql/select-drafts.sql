-- What is in them as far as it has no more than $4 bytes together, in this order; null beyond.
select id, title, source, place, shared, revision, created_at, updated_at, deleted_at, sql_bytes,
	case when so_far <= $4 then sql end as sql, case when so_far <= $4 then params end as params,
	case when so_far <= $4 then spec end as spec
from (
	select *, octet_length(sql) as sql_bytes, row_number() over in_order as nth,
		sum(octet_length(sql) + octet_length(params::text) + coalesce(octet_length(spec::text), 0)) over in_order as so_far
	from drafts
	where project = $1 and owner = $2 and (deleted_at is not null) = $3
	window in_order as (order by case when $3 then deleted_at end desc, place, created_at, id rows unbounded preceding)
) told
order by nth
