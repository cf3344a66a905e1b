update drafts set deleted_at = now() where project = $1 and id = $2 and owner = $3 and deleted_at is null returning *
