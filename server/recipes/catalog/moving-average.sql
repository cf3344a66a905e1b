-- The mean of the last days, up to each day: by the calendar, so that days without a row take their room.
with days as (
  select date_trunc('day', [[column:time]])::date as day, avg([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
)
select day, value, count(*) over last_days as days_measured,
  -- Not before the first window is whole.
  case when day - min(day) over () >= {{days}}::integer - 1 then avg(value) over last_days end as average
from days
window last_days as (
  order by day range between make_interval(days => greatest(1, {{days}}::integer) - 1) preceding and current row
)
order by day
