delete from members m using accounts a
where m.project = $1 and m.account::text = $2 and a.id = m.account
returning a.email
