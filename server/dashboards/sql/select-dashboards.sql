-- The last saved first. $2: what name, title or description contain, in small letters; $3 and $4: after which the page
-- begins.
select name, title, declaration ->> 'description' as description, cardinality(charts) as charts, revision,
	updated_at, updated_at::text as updated_text, updated_by
from dashboards
where project = $1
	and (
		$2::text is null or strpos(lower(name), $2) > 0 or strpos(lower(title), $2) > 0
		or strpos(lower(coalesce(declaration ->> 'description', '')), $2) > 0
	)
	and ($3::timestamptz is null or (updated_at, name) < ($3::timestamptz, $4::text))
order by updated_at desc, name desc
limit $5
