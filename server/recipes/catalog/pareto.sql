-- The largest first, and how much all of them up to there come to.
with totals as (
  select [[column:category]]::text as category, sum([[column:value]]) as total
  from [[table]]
  where [[column:category]] is not null and [[column:value]] is not null
  group by 1
), running as (
  select category, total, sum(total) over (order by total desc, category) as so_far, nullif(sum(total) over (), 0) as whole
  from totals
)
select category, total, (total / whole)::float8 as share, (so_far / whole)::float8 as cumulative_share,
  -- By what came before it: who reaches the limit still belongs to it.
  case when whole is null then null when (so_far - total) / whole < 0.8 then 'A' when (so_far - total) / whole < 0.95 then 'B' else 'C' end as class
from running
order by total desc, category
