-- How far each value is from the median, in units of the usual distance from it.
with measured as (
  select [[column:time]] as time, [[column:value]]::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
), middle as (
  select percentile_cont(0.5) within group (order by value) as median from measured
), spread as (
  select median, percentile_cont(0.5) within group (order by abs(value - median)) as mad
  from measured cross join middle
  group by median
), scored as (
  -- 0.6745 makes it a z-score where the values are normal.
  select time, value, 0.6745 * (value - median) / nullif(mad, 0) as robust_z_score
  from measured cross join spread
)
select time, value, robust_z_score, case when abs(robust_z_score) > {{limit}}::float8 then 'outlier' else 'usual' end as kind
from scored
order by time, value
