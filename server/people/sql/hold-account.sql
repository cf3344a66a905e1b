-- Nobody begins a session, becomes a member or gets a link meanwhile.
with held as materialized (select id from accounts where id::text = $1 for update)
select from members m join held on m.account = held.id order by m.project for update of m
