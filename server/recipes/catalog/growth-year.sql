-- Each month against the same one of the year before.
with periods as (
  select date_trunc('month', [[column:time]])::date as month, sum([[column:value]]) as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), calendar as (
  -- Every month from the first to the last; one without rows has 0, so that the row before is the month before.
  select each::date as month
  from (select min(month)::timestamp as first, max(month)::timestamp as last from periods) as ends
  cross join generate_series(first, last, interval '1 month') as each
), compared as (
  select month, coalesce(value, 0) as value, lag(coalesce(value, 0), 12) over (order by month) as before
  from calendar left join periods using (month)
)
select month, value, before, value - before as change,
  -- Growth from nothing, or from below it, has no share.
  case when before > 0 then ((value - before) / before)::float8 end as growth
from compared
order by month
