-- Of an owner's deleted drafts the newest $3 stay.
delete from drafts where (project, id) in (
	select project, id from drafts
	where project = $1 and owner = $2 and deleted_at is not null
	order by deleted_at desc, id
	offset $3
)
