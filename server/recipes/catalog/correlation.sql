-- How closely two numbers hang together in each category: by their values (Pearson), and by their ranks (Spearman).
with measured as (
  select [[column:category]]::text as category, [[column:x]]::float8 as x, [[column:y]]::float8 as y
  from [[table]]
  where [[column:category]] is not null and [[column:x]] is not null and [[column:y]] is not null
), ranked as (
  -- Equal values share the middle of their ranks.
  select *,
    rank() over (partition by category order by x) + (count(*) over (partition by category, x) - 1) / 2.0 as rank_x,
    rank() over (partition by category order by y) + (count(*) over (partition by category, y) - 1) / 2.0 as rank_y
  from measured
), correlated as (
  -- A number that is always the same hangs together with nothing.
  select category, count(*) as rows,
    case when min(x) < max(x) and min(y) < max(y) then corr(y, x) end as pearson,
    case when min(x) < max(x) and min(y) < max(y) then corr(rank_y, rank_x) end as spearman
  from ranked
  group by category
)
select category, rows, pearson, spearman,
  -- Fisher: the inverse hyperbolic tangent of r is nearly normal, with a deviation of 1 / sqrt(n - 3).
  case when rows > 3 and abs(pearson) < 1 then tanh(atanh(pearson) - {{z}}::float8 / sqrt(rows - 3)) end as low,
  case when rows > 3 and abs(pearson) < 1 then tanh(atanh(pearson) + {{z}}::float8 / sqrt(rows - 3)) end as high
from correlated
order by category
