-- The straight line with the least squares of what it misses, what it explains, and how sure its slope is.
with measured as (
  select [[column:x]]::float8 as x, [[column:y]]::float8 as y
  from [[table]]
  where [[column:x]] is not null and [[column:y]] is not null
), line as (
  select count(*) as rows,
    case when min(x) < max(x) then regr_slope(y, x) end as slope,
    case when min(x) < max(x) then regr_intercept(y, x) end as intercept,
    case when min(x) < max(x) then regr_sxx(y, x) end as sxx,
    case when min(y) < max(y) then regr_syy(y, x) end as syy,
    avg(x) as mean_x
  from measured
), fitted as (
  select x, y, intercept + slope * x as fitted, y - (intercept + slope * x) as residual
  from measured cross join line
), missed as (
  -- The sum of squares is taken from the residuals themselves: the short formula loses its digits where the fit is good.
  select sum(residual * residual) as sse from fitted
), quality as (
  select line.*, 1 - sse / syy as r_squared, sqrt(sse / nullif(rows - 2, 0)) as residual_deviation
  from line cross join missed
  where rows > 1
)
select x, y, fitted, residual, slope, intercept, r_squared, residual_deviation,
  residual_deviation / sqrt(sxx) as slope_error,
  residual_deviation * sqrt(1.0 / rows + mean_x * mean_x / sxx) as intercept_error
from fitted left join quality on true
order by x, y
