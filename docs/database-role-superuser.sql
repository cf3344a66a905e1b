-- What only a superuser can add to database-role.sql. Run it in the database.
-- How much of the server's disk a sort, a join or generate_series may fill, in one session.
alter role "chartwire_reader" set temp_file_limit = '2GB';
-- Nobody but those to whom it is granted then changes a setting in the midst of a query, such as a claim that row
-- policies read. Grant it again to roles of yours that need it: grant execute on function set_config to …
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
-- Large objects, should your applications not use them.
revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer),
	pg_catalog.lo_from_bytea(oid, bytea), pg_catalog.lo_unlink(oid) from public;
