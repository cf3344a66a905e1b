-- A sum for each pair of categories, also for pairs without rows.
with totals as (
  select [[column:row]]::text as row_name, [[column:column]]::text as column_name, sum([[column:value]]) as total, count(*) as rows
  from [[table]]
  where [[column:row]] is not null and [[column:column]] is not null and [[column:value]] is not null
  group by 1, 2
)
select row_name, column_name, coalesce(total, 0) as total, coalesce(rows, 0) as rows
from (select distinct row_name from totals) as all_rows
cross join (select distinct column_name from totals) as all_columns
left join totals using (row_name, column_name)
order by row_name, column_name
