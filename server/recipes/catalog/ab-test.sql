-- The share of each variant that converts, and how it differs from the control, with intervals.
with variants as (
  select [[column:variant]]::text as variant, count(*)::float8 as n, count(*) filter (where [[column:converted]]::boolean)::float8 as hits
  from [[table]]
  where [[column:variant]] is not null and [[column:converted]] is not null
  group by 1
), compared as (
  select each.*, each.hits / each.n as rate, {{z}}::float8 as z,
    each.hits / each.n - control.hits / control.n as difference,
    sqrt(each.hits / each.n * (1 - each.hits / each.n) / each.n + control.hits / control.n * (1 - control.hits / control.n) / control.n) as own_error,
    -- As if both were one: what the test asks.
    sqrt((each.hits + control.hits) / (each.n + control.n) * (1 - (each.hits + control.hits) / (each.n + control.n)) * (1 / each.n + 1 / control.n)) as pooled_error
  from variants as each
  left join variants as control on control.variant = {{control}}::text and control.variant <> each.variant
), tested as (
  select *, difference / nullif(pooled_error, 0) as z_score, 1 / (1 + 0.2316419 * abs(difference / nullif(pooled_error, 0))) as t
  from compared
)
select variant, n::bigint as people, hits::bigint as conversions, rate,
  -- Wilson's interval of a share.
  (rate + z ^ 2 / (2 * n) - z * sqrt(rate * (1 - rate) / n + z ^ 2 / (4 * n ^ 2))) / (1 + z ^ 2 / n) as rate_low,
  (rate + z ^ 2 / (2 * n) + z * sqrt(rate * (1 - rate) / n + z ^ 2 / (4 * n ^ 2))) / (1 + z ^ 2 / n) as rate_high,
  difference, difference - z * own_error as difference_low, difference + z * own_error as difference_high, z_score,
  -- Both tails of the normal distribution (Abramowitz & Stegun 26.2.17, right to 0.00000015).
  2 * exp(-(z_score ^ 2) / 2) / sqrt(2 * pi())
    * (0.319381530 * t - 0.356563782 * t ^ 2 + 1.781477937 * t ^ 3 - 1.821255978 * t ^ 4 + 1.330274429 * t ^ 5) as p_value
from tested
order by variant
