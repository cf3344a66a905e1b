-- Who comes how far through some steps, in their order; other things may come in between.
with journeys as (
  select [[column:user]]::text as visitor, [[column:time]] as at, [[column:event]]::text as name
  from [[table]]
  where [[column:user]] is not null and [[column:time]] is not null and [[column:event]] is not null
), steps as (
  select step, trim(each) as name
  from regexp_split_to_table({{steps}}, '>') with ordinality as named (each, step)
), reached as (
  with recursive visitors as (
    -- The earliest moment at which a visitor has come to each step: whoever is there first can only come further.
    (select visitor, 1::bigint as step, min(at) as at from journeys join steps using (name) where step = 1 group by visitor)
    union all
    select visitor, step, at
    from (
      select visitor, next_step.step, journeys.at, row_number() over (partition by visitor order by journeys.at) as place
      from visitors
      join steps as next_step on next_step.step = visitors.step + 1
      join journeys using (visitor)
      where journeys.name = next_step.name and journeys.at >= visitors.at
    ) as later
    where place = 1
  )
  select visitor, step from visitors
)
select step, name, count(visitor) as visitors,
  count(visitor)::float8 / nullif(first_value(count(visitor)) over (order by step), 0) as of_first,
  count(visitor)::float8 / nullif(lag(count(visitor)) over (order by step), 0) as of_before
from steps left join reached using (step)
group by step, name
order by step
