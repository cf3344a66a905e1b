-- Level, trend and season, each renewed with every period, and carried on with the band of what was missed so far.
with periods as (
  select date_trunc({{unit}}, [[column:time]])::date as period, avg([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), weights as (
  -- In the form that corrects the error: of it, alpha goes to the level, b to the trend, g to the season.
  select {{alpha}}::float8 as alpha, {{alpha}}::float8 * {{beta}}::float8 as b, {{gamma}}::float8 * (1 - {{alpha}}::float8) as g,
    greatest(1, {{season}}::integer) as m, greatest(0, {{horizon}}::integer) as horizon
), ends as (
  select min(period)::timestamp as first, max(period)::timestamp as last, ('1 ' || {{unit}})::interval as step from periods
), calendar as (
  select each.period::date as period, place::integer as place
  from ends cross join weights
  cross join generate_series(first, last + horizon * step, step) with ordinality as each (period, place)
), series as (
  select array_agg(value order by place) filter (where calendar.period <= last) as y
  from calendar cross join ends left join periods using (period)
), beginning as (
  -- The level is the mean of the first season, the slope what the second one is above it, the season what is left.
  select level, slope, seasons
  from series cross join weights
  cross join lateral (
    select avg(v) filter (where i <= m) as level, (avg(v) filter (where i > m) - avg(v) filter (where i <= m)) / m as slope
    from unnest(y[1 : 2 * m]) with ordinality as each (v, i)
  ) as means
  cross join lateral (select array_agg(v - level order by i) as seasons from unnest(y[1 : m]) with ordinality as each (v, i)) as first_season
  where cardinality(y) >= 2 * m and array_position(y[1 : 2 * m], null) is null
), smoothed as (
  with recursive step as (
    select m as place, level, slope, seasons, null::float8 as fitted, null::float8 as missed
    from beginning cross join weights
    union all
    select place + 1, level + slope + alpha * error, slope + b * error, seasons[2:] || (seasons[1] + g * error),
      expected, y[place + 1] - expected
    from step cross join weights cross join series
    -- The season of this period is the first one; it comes last when it is renewed.
    cross join lateral (select level + slope + seasons[1] as expected) as forecast
    -- What was not measured teaches nothing.
    cross join lateral (select coalesce(y[place + 1] - expected, 0) as error) as missed_by
    where place < cardinality(y)
  )
  select place, level, slope, seasons, fitted, missed from step
), ended as (
  select place as n, level, slope, seasons, (select sqrt(avg(missed * missed)) from smoothed) as sigma
  from smoothed
  order by place desc
  limit 1
), ahead as (
  select n + h as place, level + h * slope + seasons[(h - 1) % m + 1] as forecast,
    -- How the errors of h steps add up, for level, trend and season.
    sigma * sqrt(1 + (h - 1) * (alpha ^ 2 + alpha * b * h + b ^ 2 * h * (2 * h - 1) / 6)
      + g * ((h - 1) / m) * (2 * alpha + g + b * m * ((h - 1) / m + 1))) as deviation
  from ended cross join weights cross join generate_series(1, horizon) as h
)
select calendar.period, value, fitted, forecast,
  forecast - {{z}}::float8 * deviation as low, forecast + {{z}}::float8 * deviation as high
from calendar
left join periods using (period)
left join smoothed using (place)
left join ahead using (place)
order by calendar.period
