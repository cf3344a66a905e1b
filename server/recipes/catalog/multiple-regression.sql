-- y by two numbers at once: what each of them adds while the other stays as it is.
with measured as (
  select [[column:y]]::float8 as y, [[column:a]]::float8 as a, [[column:b]]::float8 as b
  from [[table]]
  where [[column:y]] is not null and [[column:a]] is not null and [[column:b]] is not null
), centred as (
  select y, a, b, y - avg(y) over () as dy, a - avg(a) over () as da, b - avg(b) over () as db
  from measured
), sums as (
  select count(*) as n, avg(y) as mean_y, avg(a) as mean_a, avg(b) as mean_b, sum(dy * dy) as syy,
    sum(da * da) as saa, sum(db * db) as sbb, sum(da * db) as sab
  from centred
), cleaned as (
  -- Frisch, Waugh and Lovell: what of a number the other one does not explain is what it adds of its own.
  select dy, da - db * sab / nullif(sbb, 0) as own_a, db - da * sab / nullif(saa, 0) as own_b, da, db
  from centred cross join sums
), slopes as (
  -- Nearly all of it explained by the other: the two cannot be told apart.
  select sums.*, own.*,
    case when own_aa > 1e-12 * saa then ya / own_aa end as slope_a,
    case when own_bb > 1e-12 * sbb then yb / own_bb end as slope_b
  from sums cross join (
    select sum(own_a * own_a) as own_aa, sum(own_b * own_b) as own_bb, sum(dy * own_a) as ya, sum(dy * own_b) as yb
    from cleaned
  ) as own
), missed as (
  select sum((dy - slope_a * da - slope_b * db) ^ 2) as sse
  from cleaned cross join slopes
), quality as (
  select slopes.*, 1 - sse / nullif(syy, 0) as r_squared, sqrt(sse / nullif(greatest(n - 3, 0), 0)) as sigma
  from slopes cross join missed
)
select term, estimate, error as standard_error, estimate / nullif(error, 0) as t_value, r_squared,
  1 - (1 - r_squared) * (n - 1) / nullif(greatest(n - 3, 0), 0) as adjusted_r_squared, sigma as residual_deviation, n as rows
from quality
cross join lateral (values
  (1, 'intercept', mean_y - slope_a * mean_a - slope_b * mean_b, sigma * sqrt(1.0 / nullif(n, 0)
    + mean_a ^ 2 / nullif(own_aa, 0) + mean_b ^ 2 / nullif(own_bb, 0) - 2 * mean_a * mean_b * sab / nullif(saa * own_bb, 0))),
  (2, [[name:a]], slope_a, sigma / sqrt(nullif(own_aa, 0))),
  (3, [[name:b]], slope_b, sigma / sqrt(nullif(own_bb, 0)))
) as terms (place, term, estimate, error)
where estimate is not null
order by place
