-- Whoever adds a draft is counted before the next one is.
select pg_advisory_xact_lock(hashtextextended('drafts ' || $1, 0))
