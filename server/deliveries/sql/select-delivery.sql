select *, created_at::text as created_text from deliveries where project = $1 and id = $2
