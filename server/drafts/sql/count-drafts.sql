-- $2's own, and those of all authors.
select count(*) filter (where owner = $2)::integer as own, count(*)::integer as all
from drafts where project = $1 and deleted_at is null
