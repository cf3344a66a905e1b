-- Of an owner's deleted drafts the newest $3 stay, of a project's the newest $4.
delete from drafts where (project, id) in (
	select project, id from (
		select project, id, owner = $2 as own,
			row_number() over (partition by owner order by deleted_at desc, id) as of_owner,
			row_number() over (order by deleted_at desc, id) as of_project
		from drafts where project = $1 and deleted_at is not null
	) ranked
	where (own and of_owner > $3) or of_project > $4
)
