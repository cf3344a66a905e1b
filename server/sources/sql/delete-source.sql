with closed as (
	delete from circuits where project = $1 and source = $2
)
delete from sources where project = $1 and name = $2 returning name
