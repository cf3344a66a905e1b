update attachments set published = $2 where run = $1 and published is distinct from $2
