-- The correlation of each of four numbers with each other, over the rows in which both are there.
with measured as (
  select [[column:a]]::float8 as a, [[column:b]]::float8 as b, [[column:c]]::float8 as c, [[column:d]]::float8 as d
  from [[table]]
)
select one.name as first, other.name as second,
  case when min(one.value) < max(one.value) and min(other.value) < max(other.value)
    then corr(one.value, other.value) end as correlation,
  count(*) as rows
from measured
cross join lateral (values (1, [[name:a]], a), (2, [[name:b]], b), (3, [[name:c]], c), (4, [[name:d]], d)) as one (place, name, value)
cross join lateral (values (1, [[name:a]], a), (2, [[name:b]], b), (3, [[name:c]], c), (4, [[name:d]], d)) as other (place, name, value)
where one.value is not null and other.value is not null
group by one.place, one.name, other.place, other.name
order by other.place, one.place
