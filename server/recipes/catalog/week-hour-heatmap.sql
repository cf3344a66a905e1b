-- How many rows fall on each hour of each weekday, in the time zone of the chart.
with counted as (
  select extract(isodow from [[column:time]])::integer as day, extract(hour from [[column:time]])::integer as hour, count(*) as rows
  from [[table]]
  where [[column:time]] is not null
  group by 1, 2
), week as (
  select day, to_char(date '2024-01-01' + day - 1, 'Dy') as weekday, hour
  from generate_series(1, 7) as day cross join generate_series(0, 23) as hour
)
select weekday, hour, coalesce(rows, 0) as rows
from week left join counted using (day, hour)
where exists (select from counted)
order by day, hour
