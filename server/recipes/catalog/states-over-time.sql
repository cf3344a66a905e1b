-- How many are in which state when each period begins, from notes of their changes.
with notes as (
  -- One note a moment; of several the last by its text.
  select [[column:id]]::text as id, [[column:time]] as at, max([[column:value]]::text) as value
  from [[table]]
  where [[column:id]] is not null and [[column:time]] is not null
  group by 1, 2
), spells as (
  select value, at as valid_from, lead(at) over (partition by id order by at) as valid_to from notes
), calendar as (
  select each::date as period
  from (select date_trunc({{unit}}, min(at))::timestamp as first, date_trunc({{unit}}, max(at))::timestamp as last from notes) as ends
  cross join generate_series(first, last, ('1 ' || {{unit}})::interval) as each
)
select period, states.value, count(valid_from) as number
from calendar
cross join (select distinct value from spells where value is not null) as states
left join spells on spells.value = states.value and valid_from <= period and (valid_to is null or valid_to > period)
group by period, states.value
order by period, states.value
