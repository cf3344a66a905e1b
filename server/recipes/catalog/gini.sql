-- 0 if all have the same, close to 1 if one has everything.
with ranked as (
  select [[column:category]]::text as category, [[column:value]]::numeric as value,
    row_number() over (partition by [[column:category]]::text order by [[column:value]]) as place
  from [[table]]
  where [[column:category]] is not null and [[column:value]] >= 0
), sums as (
  select category, count(*) as n, sum(value) as total, sum(place * value) as weighted, avg(value) as mean
  from ranked
  group by category
)
select category, n as holders, mean::float8 as mean,
  -- 2 sum(i x) / (n sum(x)) - (n + 1) / n, with x in its order and i from 1.
  ((2 * weighted - (n + 1) * total) / nullif(n * total, 0))::float8 as gini
from sums
order by category
