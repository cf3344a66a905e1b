-- Of those who came first in a period, what share came again so many periods later.
with active as (
  select distinct [[column:user]]::text as customer, date_trunc({{unit}}, [[column:time]])::date as period
  from [[table]]
  where [[column:user]] is not null and [[column:time]] is not null
), calendar as (
  select each.period::date as period, place
  from (select min(period)::timestamp as first, max(period)::timestamp as last from active) as ends
  cross join generate_series(first, last, ('1 ' || {{unit}})::interval) with ordinality as each (period, place)
), cohorts as (
  select customer, min(period) as cohort from active group by customer
), sizes as (
  select cohort, place as first_place, count(*) as customers
  from cohorts join calendar on cohort = period
  group by cohort, place
), returns as (
  select cohort, period, count(*) as active from active join cohorts using (customer) group by cohort, period
)
-- Also periods to which nobody came back, up to the last one of all.
select to_char(cohort, 'YYYY-MM-DD') as cohort, place - first_place as periods_later, customers,
  coalesce(active, 0) as active, coalesce(active, 0)::float8 / customers as retention
from sizes join calendar on place >= first_place left join returns using (cohort, period)
order by cohort, periods_later
