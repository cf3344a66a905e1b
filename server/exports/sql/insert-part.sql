insert into export_parts (run, attempt, part, body) values ($1, $2, $3, $4) on conflict do nothing
