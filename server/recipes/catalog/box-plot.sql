-- The five figures of a box for each category; whiskers end at the last value within 1.5 times the box.
with measured as (
  select [[column:category]]::text as category, [[column:value]]::float8 as value
  from [[table]]
  where [[column:category]] is not null and [[column:value]] is not null
), quartiles as (
  select category, count(*) as rows,
    percentile_cont(0.25) within group (order by value) as q1,
    percentile_cont(0.5) within group (order by value) as median,
    percentile_cont(0.75) within group (order by value) as q3
  from measured
  group by category
), fences as (
  select *, q1 - 1.5 * (q3 - q1) as lower_fence, q3 + 1.5 * (q3 - q1) as upper_fence
  from quartiles
)
select category,
  min(value) filter (where value >= lower_fence) as low, q1, median, q3,
  max(value) filter (where value <= upper_fence) as high,
  rows, count(*) filter (where value < lower_fence or value > upper_fence) as outliers
from fences join measured using (category)
group by category, q1, median, q3, rows
order by category
