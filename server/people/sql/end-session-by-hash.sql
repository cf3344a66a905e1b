with ended as (
	delete from sessions where hash = $1 returning id, account
)
insert into revocations (project, kind, name, before, changed_at, expires_at)
	select m.project, 'token', ended.id::text, clock_timestamp(), clock_timestamp(), now() + interval '1 day'
	from ended join members m on m.account = ended.account
	on conflict (project, kind, name) do nothing
