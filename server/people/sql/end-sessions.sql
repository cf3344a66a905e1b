-- A session's access tokens have its id, and live for minutes: they are refused in every project that it could ask them for.
with ended as (
	delete from sessions
	where account::text = $1 and ($2::text is null or id::text = $2) and ($3::text is null or id::text <> $3)
	returning id, account
), refused as (
	insert into revocations (project, kind, name, before, changed_at, expires_at)
	select m.project, 'token', ended.id::text, clock_timestamp(), clock_timestamp(), now() + interval '1 day'
	from ended join members m on m.account = ended.account
	on conflict (project, kind, name) do nothing
)
select id::text as id from ended
