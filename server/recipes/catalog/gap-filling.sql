-- Every hour (or other slot) from the first to the last value; what is missing in two ways.
with known as (
  select date_trunc({{unit}}, [[column:time]]) as slot, avg([[column:value]])::float8 as value
  from [[table]]
  where [[column:time]] is not null and [[column:value]] is not null
  group by 1
), calendar as (
  -- Of timestamptz, an hour that comes twice when clocks are set back is two slots, and one that is leapt over none.
  select slot
  from (select min(slot) as first, max(slot) as last from known) as ends
  cross join generate_series(first, last, ('1 ' || {{unit}})::interval) as slot
), grouped as (
  -- Slots without a value are in the group of the known one before them, and of the one after them.
  select slot, value, count(value) over (order by slot) as since, count(value) over (order by slot desc) as until
  from calendar left join known using (slot)
), bounded as (
  select slot, value,
    first_value(value) over after_known as last_known, first_value(slot) over after_known as last_slot,
    first_value(value) over before_known as next_known, first_value(slot) over before_known as next_slot
  from grouped
  window after_known as (partition by since order by slot), before_known as (partition by until order by slot desc)
)
select slot, value, value is null as is_missing, last_known,
  case when value is not null then value
    else last_known + (next_known - last_known)
      * (extract(epoch from slot - last_slot) / extract(epoch from next_slot - last_slot))::float8
  end as interpolated
from bounded
order by slot
