-- What share is still there after so many days, counting also those whose end nobody has seen yet.
with spells as (
  select [[column:category]]::text as category, [[column:start]]::date as started, [[column:end]]::date as ended
  from [[table]]
  where [[column:category]] is not null and [[column:start]] is not null
    and ([[column:end]] is null or [[column:end]] >= [[column:start]])
), durations as (
  -- Who is still there has been seen up to the last day that occurs at all.
  select category, coalesce(ended, max(greatest(started, ended)) over ()) - started as days, ended is not null as has_ended
  from spells
), moments as (
  -- Each curve has a row for every day of any of them, as far as it was seen itself, so that they can be drawn together.
  select category, days
  from (select category, max(days) as longest from durations group by category) as curves
  join (select days from durations union select 0) as all_days on days <= longest
), days as (
  select category, days, count(*) filter (where has_ended) as ended, count(has_ended) as gone
  from moments left join durations using (category, days)
  group by category, days
), risks as (
  select category, days, ended, sum(gone) over (partition by category order by days desc)::float8 as at_risk,
    bool_or(ended > 0) over (partition by days) as is_step
  from days
), curve as (
  -- The product of 1 - ended / at risk, by logarithms; 0 from the day on which the last one ends.
  select category, days, at_risk, is_step,
    exp(coalesce(sum(ln(nullif(1 - ended / at_risk, 0))) over so_far, 0))
      * case when bool_or(ended = at_risk) over so_far then 0 else 1 end as survival,
    coalesce(sum(ended / (at_risk * nullif(at_risk - ended, 0))) over so_far, 0) as greenwood
  from risks
  window so_far as (partition by category order by days)
)
select category, days, at_risk::bigint as at_risk, survival,
  greatest(0, survival - {{z}}::float8 * survival * sqrt(greenwood)) as low,
  least(1, survival + {{z}}::float8 * survival * sqrt(greenwood)) as high
from curve
where is_step or days = 0
order by category, days
