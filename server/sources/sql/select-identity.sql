select extract(epoch from pg_postmaster_start_time())::text || '/' || oid as identity from pg_database where datname = current_database()
