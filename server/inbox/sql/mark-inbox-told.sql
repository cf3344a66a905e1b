update inboxes set told_version = greatest(told_version, $3::bigint) where project = $1 and subject = $2
