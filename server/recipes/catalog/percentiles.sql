-- Percentiles twice: between the values (as most programs have it), and as a value that is really there.
with measured as (
  select [[column:value]]::float8 as value
  from [[table]]
  where [[column:value]] is not null
), wanted as (
  select array[0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]::float8[] as shares
), found as (
  select shares,
    percentile_cont(shares) within group (order by value) as between_values,
    percentile_disc(shares) within group (order by value) as real_values
  from measured cross join wanted
  group by shares
)
select concat('p', round(share::numeric * 100)) as name, share, value, observed
from found cross join unnest(shares, between_values, real_values) as each (share, value, observed)
order by share
