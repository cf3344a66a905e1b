update source_schemas set worker = null, held_until = null where worker = $1
