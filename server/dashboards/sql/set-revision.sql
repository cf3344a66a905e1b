-- By the clock, and not by the beginning of the transaction, which may have waited for another: see select-grants.sql.
update dashboards set revision = $3, updated_at = clock_timestamp(), updated_by = $4 where project = $1 and name = $2
