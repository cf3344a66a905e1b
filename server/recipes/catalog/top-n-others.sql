-- The largest by name, all others as one.
with totals as (
  select [[column:category]]::text as category, sum([[column:value]]) as total
  from [[table]]
  where [[column:category]] is not null and [[column:value]] is not null
  group by 1
), ranked as (
  select category, total, least(row_number() over (order by total desc, category), greatest(0, {{n}}::integer) + 1) as place
  from totals
)
select place, case when place <= greatest(0, {{n}}::integer) then min(category) else {{others}}::text end as category,
  sum(total) as total, count(*) as categories
from ranked
group by place
order by place
