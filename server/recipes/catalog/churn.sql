-- Of those who were there when a month began, what share left within it.
with spells as (
  select [[column:start]]::date as started, [[column:end]]::date as ended
  from [[table]]
  where [[column:start]] is not null and ([[column:end]] is null or [[column:end]] >= [[column:start]])
), months as (
  select each::date as month, (each + interval '1 month')::date as next_month
  from (
    select date_trunc('month', min(started))::timestamp as first, date_trunc('month', max(greatest(started, ended)))::timestamp as last
    from spells
  ) as ends
  cross join generate_series(first, last, interval '1 month') as each
)
select month,
  count(started) filter (where started < month and (ended is null or ended > month)) as active,
  count(started) filter (where started >= month and started < next_month) as joined,
  count(started) filter (where started < month and ended > month and ended <= next_month) as left_within,
  count(started) filter (where started < month and ended > month and ended <= next_month)::float8
    / nullif(count(started) filter (where started < month and (ended is null or ended > month)), 0) as churn
from months left join spells on started < next_month
group by month
order by month
