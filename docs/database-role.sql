-- The role that Chartwire connects with: one for each project. Put your names for "chartwire_reader", "customer" (the
-- database) and "public" (the schema), and a password of your own for 'password'. docs/database-roles.md says why.

-- Part 1: the role. Run it once, in any database of the server, as a role that may create roles.
create role "chartwire_reader" login noinherit nosuperuser nocreatedb nocreaterole password 'password';
alter role "chartwire_reader" connection limit 100;
alter role "chartwire_reader" set default_transaction_read_only = on;
alter role "chartwire_reader" set idle_in_transaction_session_timeout = '5min';

-- Part 2: what it may do. Run it in the database, as its owner, and again for each schema.
revoke all on database "customer" from public;
revoke all on schema "public" from public;
grant connect on database "customer" to "chartwire_reader";
grant usage on schema "public" to "chartwire_reader";
grant select on all tables in schema "public" to "chartwire_reader";
alter default privileges in schema "public" grant select on tables to "chartwire_reader";
