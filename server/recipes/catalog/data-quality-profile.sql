-- Every column of the table: how full it is, how many different values it has, and which one is the commonest.
with cells as (
  select each.place, each.name, each.cell #>> '{}' as value, json_typeof(each.cell) = 'number' as is_number
  from [[table]] as whole_row
  cross join json_each(row_to_json(whole_row.*)) with ordinality as each (name, cell, place)
), counted as (
  select place, name, value, bool_and(is_number) as is_number, count(*) as times
  from cells
  group by place, name, value
), summed as (
  select place, name, sum(times)::bigint as rows,
    coalesce(sum(times) filter (where value is null), 0)::bigint as nulls,
    coalesce(sum(times) filter (where trim(value) = ''), 0)::bigint as blanks,
    count(value) as distinct_values,
    max(times) filter (where value is not null) as commonest_times,
    min(case when is_number then value::numeric end) as least,
    max(case when is_number then value::numeric end) as largest
  from counted
  group by place, name
)
select name, rows, nulls, nulls::float8 / rows as null_share, blanks, distinct_values,
  distinct_values = rows as is_unique,
  (select min(value) from counted where counted.place = summed.place and times = commonest_times and value is not null) as commonest,
  commonest_times, least, largest
from summed
order by place
