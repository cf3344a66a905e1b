-- The last saved first. $2: what name, title or SQL contain, in small letters; $4 and $5: after which the page begins.
select name, title, source, spec ->> 'type' as type, revision, updated_at, updated_at::text as updated_text, updated_by
from charts
where project = $1
	and ($2::text is null or strpos(lower(name), $2) > 0 or strpos(lower(title), $2) > 0 or strpos(lower(sql), $2) > 0)
	and ($3::text is null or source = $3)
	and ($4::timestamptz is null or (updated_at, name) < ($4::timestamptz, $5::text))
order by updated_at desc, name desc
limit $6
