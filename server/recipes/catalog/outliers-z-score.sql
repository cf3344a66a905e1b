-- How many standard deviations each value is from the mean.
with measured as (
  select [[column:time]] as time, [[column:value]]::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
), usual as (
  -- Equal values have no spread, whatever rounding leaves of it.
  select avg(value) as mean, case when min(value) < max(value) then stddev_samp(value) end as deviation
  from measured
), scored as (
  select time, value, (value - mean) / deviation as z_score
  from measured cross join usual
)
select time, value, z_score, case when abs(z_score) > {{limit}}::float8 then 'outlier' else 'usual' end as kind
from scored
order by time, value
