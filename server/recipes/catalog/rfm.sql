-- How lately, how often and for how much each customer buys, each as a score from 1 to 5.
with customers as (
  select [[column:user]]::text as customer, max([[column:time]])::date as last_day, count(*) as frequency, sum([[column:amount]]) as monetary
  from [[table]]
  where [[column:user]] is not null and [[column:time]] is not null and [[column:amount]] is not null
  group by 1
), scored as (
  -- The fifth in which a customer is, equal ones in the same (the upper end of their ranks).
  select customer, max(last_day) over () - last_day as recency_days, frequency, monetary,
    ceil(5 * count(*) over (order by last_day)::numeric / count(*) over ())::integer as recency_score,
    ceil(5 * count(*) over (order by frequency)::numeric / count(*) over ())::integer as frequency_score,
    ceil(5 * count(*) over (order by monetary)::numeric / count(*) over ())::integer as monetary_score
  from customers
)
select recency_score, frequency_score, count(*) as customers, sum(monetary) as total,
  avg(recency_days)::float8 as mean_recency_days, avg(monetary_score)::float8 as mean_monetary_score
from scored
group by 1, 2
order by frequency_score desc, recency_score
