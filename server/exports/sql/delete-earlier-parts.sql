delete from export_parts where run = $1 and attempt < $2
