-- What came in each period, and all of it so far.
with periods as (
  select date_trunc({{unit}}, [[column:time]])::date as period, sum([[column:value]]) as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
)
select period, value, sum(value) over (order by period) as total_so_far
from periods
order by period
