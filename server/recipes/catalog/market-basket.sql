-- What is bought together, and how much more often than by chance.
with items as (
  select distinct [[column:basket]]::text as basket, [[column:item]]::text as item
  from [[table]]
  where [[column:basket]] is not null and [[column:item]] is not null
), whole as (
  select count(distinct basket)::float8 as baskets from items
), singles as (
  select item, count(*) as baskets from items group by item
), pairs as (
  select one.item as first, other.item as second, count(*) as together
  from items as one join items as other using (basket)
  where one.item <> other.item
  group by 1, 2
)
select pairs.first || ' → ' || pairs.second as rule, pairs.first, pairs.second, together, together / whole.baskets as support,
  -- Of the baskets with the first, how many have the second; and that against its share of all baskets.
  together::float8 / one.baskets as confidence, together * whole.baskets / (one.baskets * other.baskets) as lift
from pairs
join singles as one on one.item = pairs.first
join singles as other on other.item = pairs.second
cross join whole
where together >= {{support}}::float8 * whole.baskets
order by lift desc, confidence desc, pairs.first, pairs.second
limit greatest(1, {{rules}}::integer)
