update charts set revision = $3, updated_at = now(), updated_by = $4 where project = $1 and name = $2
