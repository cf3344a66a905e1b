select * from drafts where project = $1 and id = $2 for update
