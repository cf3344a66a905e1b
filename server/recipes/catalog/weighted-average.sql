-- Each value counts as much as its weight, beside the plain mean in which every row counts once.
with measured as (
  select [[column:category]]::text as category, [[column:value]]::numeric as value, [[column:weight]]::numeric as weight
  from [[table]]
  where [[column:category]] is not null and [[column:value]] is not null and [[column:weight]] is not null
)
select category,
  (sum(value * weight) / nullif(sum(weight), 0))::float8 as weighted,
  avg(value)::float8 as plain,
  sum(weight) as weight, count(*) as rows,
  -- Kish: as many rows of equal weight would say as much.
  (sum(weight) * sum(weight) / nullif(sum(weight * weight), 0))::float8 as effective_rows
from measured
group by category
order by category
