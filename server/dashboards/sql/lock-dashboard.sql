-- Whoever saves or deletes a dashboard waits for the one before, also where there is no row yet.
select pg_advisory_xact_lock(hashtextextended('dashboard ' || $1 || chr(10) || $2, 0))
