-- What the user may see and read, as rows of a part and its JSON. information_schema shows what somebody has any privilege on;
-- what may be read is said by the columns' privileges. MariaDB writes NULL where there is no default.
(
	select 'relation' as part, convert(json_object(
		'schema', table_schema, 'relation', table_name,
		'kind', case when table_type like '%VIEW' then 'view' else 'table' end,
		'rows', case when table_type like '%VIEW' then null else table_rows end,
		'comment', case when table_type like '%VIEW' then null else left(table_comment, 500) end
	) using utf8mb4) as detail
	from information_schema.tables
	where table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and table_type <> 'SEQUENCE'
	order by table_schema, table_name
	limit 20001
)
union all
(
	select 'column', convert(json_object(
		'schema', table_schema, 'relation', table_name, 'name', column_name, 'place', ordinal_position,
		'type', column_type, 'data', data_type, 'nullable', is_nullable = 'YES',
		'default', left(nullif(column_default, 'NULL'), 200), 'comment', left(column_comment, 500)
	) using utf8mb4)
	from information_schema.columns
	where table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and find_in_set('select', privileges) > 0
	order by table_schema, table_name, ordinal_position
	limit 20001
)
union all
(
	select 'key', convert(json_object(
		'schema', table_schema, 'relation', table_name, 'place', seq_in_index, 'column', column_name
	) using utf8mb4)
	from information_schema.statistics
	where table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and index_name = 'PRIMARY'
	limit 40000
)
union all
(
	select 'reference', convert(json_object(
		'schema', table_schema, 'relation', table_name, 'name', constraint_name, 'place', ordinal_position, 'column', column_name,
		'toSchema', referenced_table_schema, 'toRelation', referenced_table_name, 'toColumn', referenced_column_name
	) using utf8mb4)
	from information_schema.key_column_usage
	where table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and referenced_table_name is not null
	limit 40000
)
union all
(
	select 'index', convert(json_object(
		'schema', table_schema, 'relation', table_name, 'name', index_name, 'place', seq_in_index, 'column', column_name,
		'unique', non_unique = 0
	) using utf8mb4)
	from information_schema.statistics
	where table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and index_name <> 'PRIMARY'
	limit 40000
)
union all
(
	select 'function', convert(json_object('schema', routine_schema, 'name', routine_name) using utf8mb4)
	from information_schema.routines
	where routine_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys') and routine_type = 'FUNCTION'
	limit 2001
)
