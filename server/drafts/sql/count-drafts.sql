select count(*)::integer as count from drafts where project = $1 and owner = $2 and deleted_at is null
