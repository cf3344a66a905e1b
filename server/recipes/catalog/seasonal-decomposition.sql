-- Trend, season and rest of a series that adds up of them (classical decomposition).
with periods as (
  select date_trunc({{unit}}, [[column:time]])::date as period, avg([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), calendar as (
  -- Every period from the first to the last, numbered from 0; one that was not measured has a null.
  select each.period::date as period, place - 1 as place
  from (select min(period)::timestamp as first, max(period)::timestamp as last from periods) as ends
  cross join generate_series(first, last, ('1 ' || {{unit}})::interval) with ordinality as each (period, place)
), series as (
  select period, place, value, greatest(2, {{season}}::integer) as season
  from calendar left join periods using (period)
), smoothed as (
  -- The mean of one season around each period. An even season has no middle: its two ends count half.
  select *, case when count(value) over around = season / 2 * 2 + 1 then
      (sum(value) over around - case when season % 2 = 0
        then (first_value(value) over around + last_value(value) over around) / 2 else 0 end) / season
    end as trend
  from series
  window around as (
    order by place rows between greatest(2, {{season}}::integer) / 2 preceding and greatest(2, {{season}}::integer) / 2 following
  )
), figures as (
  -- What is left without the trend, on average at each place of the season; all places together come to 0.
  select place % season as position, avg(value - trend) - avg(avg(value - trend)) over () as seasonal
  from smoothed
  group by 1
)
select period, value, trend, seasonal, value - trend - seasonal as remainder
from smoothed left join figures on position = place % season
order by period
