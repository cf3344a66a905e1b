-- In the order in which they are taken, so that no two wait for each other.
with locked as (
	select name from sign_in_attempts where name in ($1, $2) order by name for update
)
update sign_in_attempts a set
	failures = case when a.name = $1 then 0 else greatest(0, a.failures - 1) end,
	blocked_until = case when a.name = $1 then null else a.blocked_until end
from locked where a.name = locked.name
