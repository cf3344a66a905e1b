-- Each day the average moves towards the new value by the same share of the way.
with days as (
  select date_trunc('day', [[column:time]])::date as day, avg([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), series as (
  select array_agg(day order by day) as days, array_agg(value order by day) as y, 2 / (greatest(1, {{span}}::float8) + 1) as alpha
  from days
), smoothed as (
  with recursive step as (
    select 1 as place, y[1] as average
    from series
    where y is not null
    union all
    select place + 1, average + alpha * (y[place + 1] - average)
    from step cross join series
    where place < cardinality(y)
  )
  select place, average from step
)
select days[place] as day, y[place] as value, average
from smoothed cross join series
order by place
