-- An arbitrary number of ours.
select pg_advisory_xact_lock(4203712)
