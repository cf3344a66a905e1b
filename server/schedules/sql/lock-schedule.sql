-- Whoever saves or deletes a schedule waits for the one before, also where there is no row yet.
select pg_advisory_xact_lock(hashtextextended('schedule ' || $1 || chr(10) || $2, 0))
