select current_setting('server_version') as version,
	extract(epoch from pg_postmaster_start_time())::text || '/' || (select oid from pg_database where datname = current_database()) as identity,
	rolsuper as superuser,
	rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as administers,
	exists (
		select from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'v', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
			and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'insert, update, delete, truncate')
	) or exists (
		select from pg_namespace n where n.nspname !~ '^pg_' and has_schema_privilege(n.oid, 'create')
	) or has_database_privilege(current_database(), 'create') as writes,
	exists (
		select from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
			and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
	) as reads,
	array(
		select distinct p.proname::text from pg_proc p
		where p.proname in ('pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'pg_stat_file', 'lo_export', 'lo_import',
			'pg_terminate_backend', 'pg_cancel_backend', 'pg_reload_conf', 'dblink', 'dblink_exec', 'dblink_connect')
			and has_function_privilege(p.oid, 'execute') and has_schema_privilege(p.pronamespace, 'usage')
		order by 1
	) as functions,
	array(
		select r.rolname::text from pg_roles r
		where r.rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files', 'pg_signal_backend',
			'pg_write_all_data')
			and pg_has_role(r.oid, 'member')
		order by 1
	) as roles
from pg_roles where rolname = current_user
