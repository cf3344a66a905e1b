-- Values beyond 1.5 times the box of their own category.
with measured as (
  select [[column:category]]::text as category, [[column:time]] as time, [[column:value]]::float8 as value
  from [[table]]
  where [[column:category]] is not null and [[column:time]] is not null and [[column:value]] is not null
), quartiles as (
  select category,
    percentile_cont(0.25) within group (order by value) as q1,
    percentile_cont(0.75) within group (order by value) as q3
  from measured
  group by category
), fences as (
  select category, q1 - {{factor}}::float8 * (q3 - q1) as lower_fence, q3 + {{factor}}::float8 * (q3 - q1) as upper_fence
  from quartiles
)
select time, category, value, lower_fence, upper_fence,
  case when value < lower_fence or value > upper_fence then 'outlier' else 'usual' end as kind
from measured join fences using (category)
order by time, category, value
