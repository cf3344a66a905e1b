-- Bins with as many rows each; how high a bin is says how densely its values lie.
with measured as (
  select [[column:value]]::float8 as value
  from [[table]]
  where [[column:value]] is not null
), cuts as (
  select distinct unnest(percentile_cont(
    array(select i::float8 / greatest(1, {{bins}}::integer) from generate_series(0, greatest(1, {{bins}}::integer)) as i)
  ) within group (order by value)) as low
  from measured
), bins as (
  -- Cuts that are equal, because many values are, are one cut. A single one is a bin without a width.
  select low, coalesce(lead(low) over (order by low), low) as high, lead(low) over (order by low) is null as is_last,
    count(*) over () as cuts, max(low) over () as most
  from cuts
)
select concat(trim_scale(round(low::numeric, digits)), ' to ', trim_scale(round(high::numeric, digits))) as bin,
  low, high, count(value) as rows,
  -- Rows by the width of the bin, as a share of all: the areas add up to 1.
  count(value) / (sum(count(value)) over ()::float8 * nullif(high - low, 0)) as density
from bins
-- As many decimals as tell neighbouring edges apart.
cross join lateral (select greatest(0, 1 - floor(coalesce(log(nullif(high - low, 0)), -1)))::integer as digits) as labels
left join measured on value >= low and (value < high or value = most and high = most)
where not is_last or cuts = 1
group by low, high, digits
order by low
