-- Each value in its order, with the limits within which the process varies by itself.
with measured as (
  select [[column:time]] as time, [[column:value]]::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
), moves as (
  select time, value, abs(value - lag(value) over (order by time, value)) as move
  from measured
), limits as (
  -- The mean move from one value to the next, divided by d2 = 1.128, is the deviation from one to the next.
  select avg(value) as centre, avg(move) / 1.128 as sigma
  from moves
)
select time, value, centre, centre - 3 * sigma as low, centre + 3 * sigma as high,
  coalesce(abs(value - centre) > 3 * sigma, false) as is_out
from measured cross join limits
order by time, value
