-- A straight line through the sums of periods, carried on; the band holds a new period with the chosen probability.
with periods as (
  select date_trunc({{unit}}, [[column:time]])::date as period, sum([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), ends as (
  select min(period)::timestamp as first, max(period)::timestamp as last, ('1 ' || {{unit}})::interval as step from periods
), calendar as (
  select each.period::date as period, place::float8 as place, each.period > last as is_ahead
  from ends cross join generate_series(first, last + greatest(0, {{horizon}}::integer) * step, step) with ordinality as each (period, place)
), line as (
  select count(value) as n, avg(place) filter (where value is not null) as mean_place,
    case when count(value) > 1 then regr_slope(value, place) end as slope,
    case when count(value) > 1 then regr_intercept(value, place) end as intercept,
    case when count(value) > 1 then regr_sxx(value, place) end as sxx
  from calendar left join periods using (period)
), spread as (
  select sqrt(sum((value - intercept - slope * place) ^ 2) / nullif(greatest(n - 2, 0), 0)) as sigma, greatest(n - 2, 1) as df, {{z}}::float8 as z
  from calendar join periods using (period) cross join line
  group by n
), quantile as (
  -- Student's t from the normal quantile z (Abramowitz & Stegun 26.7.5).
  select sigma, z + (z ^ 3 + z) / (4 * df) + (5 * z ^ 5 + 16 * z ^ 3 + 3 * z) / (96 * df ^ 2)
    + (3 * z ^ 7 + 19 * z ^ 5 + 17 * z ^ 3 - 15 * z) / (384 * df ^ 3)
    + (79 * z ^ 9 + 776 * z ^ 7 + 1482 * z ^ 5 - 1920 * z ^ 3 - 945 * z) / (92160 * df ^ 4) as t
  from spread
), fitted as (
  select calendar.period, value, intercept + slope * place as line, is_ahead,
    t * sigma * sqrt(1 + 1.0 / n + (place - mean_place) ^ 2 / sxx) as margin
  from calendar left join periods using (period) cross join line cross join quantile
)
select period, value, line,
  case when is_ahead then line - margin end as low, case when is_ahead then line + margin end as high
from fitted
order by period
