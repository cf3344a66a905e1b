-- Keys that are there more than once, also if they differ in capitals and blanks around them.
with keys as (
  select lower(trim([[column:key]]::text)) as key, [[column:id]] as id
  from [[table]]
  where [[column:key]] is not null and [[column:id]] is not null
)
select key, count(*) as rows, min(id)::text as first_id, max(id)::text as last_id, count(*) - 1 as to_remove,
  sum(count(*) - 1) over () as to_remove_in_all
from keys
group by key
having count(*) > 1
order by rows desc, key
