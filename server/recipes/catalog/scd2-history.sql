-- From notes of what held when, the periods in which it held (slowly changing dimension, type 2).
with notes as (
  -- One note a moment; of several the last by its text.
  select [[column:id]]::text as id, [[column:time]] as at, max([[column:value]]::text) as value
  from [[table]]
  where [[column:id]] is not null and [[column:time]] is not null
  group by 1, 2
), marked as (
  select id, at, value,
    row_number() over notes_of_one = 1 or lag(value) over notes_of_one is distinct from value as is_change
  from notes
  window notes_of_one as (partition by id order by at)
)
select id, row_number() over versions as version, value, at as valid_from, lead(at) over versions as valid_to,
  lead(at) over versions is null as is_current
from marked
where is_change
window versions as (partition by id order by at)
order by id, version
