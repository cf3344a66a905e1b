-- As many rows of each category, chosen by a hash of their key: by chance, and yet the same ones every time.
with numbered as (
  select [[column:id]]::text as id, [[column:category]]::text as category, [[column:value]]::float8 as value,
    row_number() over (
      partition by [[column:category]]::text
      order by md5({{seed}}::text || [[column:id]]::text), [[column:id]]::text
    ) as place
  from [[table]]
  where [[column:id]] is not null and [[column:category]] is not null and [[column:value]] is not null
)
select id, category, value
from numbered
where place <= {{rows}}::integer
order by category, place
