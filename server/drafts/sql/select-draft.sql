-- $3's own, deleted or not; somebody else's if it is shared.
select * from drafts where project = $1 and id = $2 and (owner = $3 or (shared and deleted_at is null))
