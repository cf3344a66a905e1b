select count(*)::integer as alerts from alerts where project = $1
