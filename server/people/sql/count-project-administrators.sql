select count(*)::integer as there from members m join accounts a on a.id = m.account
where m.project = $1 and m.role = 'administrator' and a.disabled_at is null
