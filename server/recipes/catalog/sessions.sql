-- What somebody does without a longer pause is one session; sessions by the day on which they begin.
with steps as (
  select [[column:user]]::text as visitor, [[column:time]] as at,
    [[column:time]] - lag([[column:time]]) over (partition by [[column:user]]::text order by [[column:time]]) as pause
  from [[table]]
  where [[column:user]] is not null and [[column:time]] is not null
), numbered as (
  -- The first step, and every one after a longer pause, begins a session.
  select visitor, at,
    count(*) filter (where pause is null or pause > {{minutes}}::float8 * interval '1 minute')
      over (partition by visitor order by at) as session
  from steps
), sessions as (
  select visitor, session, min(at) as started, max(at) - min(at) as lasted, count(*) as events
  from numbered
  group by visitor, session
)
select date_trunc('day', started)::date as day, count(*) as sessions, count(distinct visitor) as visitors,
  avg(events)::float8 as events_each,
  percentile_cont(0.5) within group (order by extract(epoch from lasted)::float8 / 60) as median_minutes
from sessions
group by 1
order by 1
