-- Whoever saves or deletes an alert waits for the one before, also where there is no row yet.
select pg_advisory_xact_lock(hashtextextended('alert ' || $1 || chr(10) || $2, 0))
