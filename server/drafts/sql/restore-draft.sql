update drafts set deleted_at = null where project = $1 and id = $2 and owner = $3 and deleted_at is not null returning *
