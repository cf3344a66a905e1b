-- From the least to the largest: which share of all who have something has which share of it.
with measured as (
  select [[column:value]]::numeric as value
  from [[table]]
  where [[column:value]] >= 0
), steps as (
  select value, count(*) as holders, sum(value) as amount
  from measured
  group by value
), curve as (
  select 0 as population_share, 0 as value_share
  where exists (select from measured)
  union all
  select sum(holders) over (order by value) / sum(holders) over (), sum(amount) over (order by value) / nullif(sum(amount) over (), 0)
  from steps
)
select population_share::float8 as population_share, value_share::float8 as value_share, population_share::float8 as equality
from curve
order by population_share, value_share
