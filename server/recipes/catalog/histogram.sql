-- Equal bins from the least to the largest value; a bin without a row is there too, with 0.
with measured as (
  select [[column:value]]::float8 as value
  from [[table]]
  where [[column:value]] is not null
), bounds as (
  -- Where all values are equal there is one bin, without a width.
  select min(value) as least, max(value) as most,
    case when min(value) = max(value) then 1 else greatest(1, {{bins}}::integer) end as bins
  from measured
  having count(*) > 0
), counted as (
  -- A value on an edge belongs to the bin above it, the largest to the last bin.
  select case when least = most then 1 else least(bins, width_bucket(value, least, most, bins)) end as bin, count(*) as rows
  from measured cross join bounds
  group by 1
), edges as (
  select bin, least + (most - least) * (bin - 1) / bins as low, least + (most - least) * bin / bins as high
  from bounds cross join generate_series(1, bins) as bin
)
select concat(trim_scale(round(low::numeric, digits)), ' to ', trim_scale(round(high::numeric, digits))) as bin,
  low, high, coalesce(rows, 0) as rows
from edges left join counted using (bin)
-- As many decimals as tell neighbouring edges apart.
cross join lateral (select greatest(0, 1 - floor(coalesce(log(nullif(high - low, 0)), -1)))::integer as digits) as labels
order by low
