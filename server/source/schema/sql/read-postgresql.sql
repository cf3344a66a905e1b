-- What the session's role may see and read, as rows of a part and its JSON. Nothing of PostgreSQL's own, no partitions (their
-- table stands for them), and no temporary tables. Privileges are asked for, since the catalog itself shows everybody all names.
with relations as (
	select c.oid, n.nspname, c.relname, c.relkind, c.reltuples
	from pg_catalog.pg_class c
	join pg_catalog.pg_namespace n on n.oid = c.relnamespace
	where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
		and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
		and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
	order by n.nspname, c.relname
	limit 20001
), readable as (
	select r.oid, r.nspname, r.relname, a.attnum, a.attname, a.attnotnull, a.atthasdef, a.atttypid, a.atttypmod
	from relations r
	join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
	where has_column_privilege(r.oid, a.attnum, 'select')
	order by r.nspname, r.relname, a.attnum
	limit 20001
)
select 'relation' as part, json_build_object(
	'schema', r.nspname, 'relation', r.relname,
	'kind', case r.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end,
	'rows', case when r.relkind <> 'v' and r.reltuples >= 0 then r.reltuples::bigint end,
	'comment', left(d.description, 500)
)::text as detail
from relations r
left join pg_catalog.pg_description d
	on d.classoid = 'pg_catalog.pg_class'::regclass and d.objoid = r.oid and d.objsubid = 0
union all
select 'column', json_build_object(
	'schema', r.nspname, 'relation', r.relname, 'name', r.attname, 'place', r.attnum,
	'type', format_type(r.atttypid, r.atttypmod),
	-- Of a domain, what answers call it.
	'oid', case t.typtype when 'd' then t.typbasetype::bigint else t.oid::bigint end,
	'textual', coalesce(base.typtype, t.typtype) = 'e' or coalesce(base.typcategory, t.typcategory) = 'S',
	'nullable', not (r.attnotnull or (t.typtype = 'd' and t.typnotnull)),
	'default', left(pg_get_expr(e.adbin, e.adrelid), 200),
	'comment', left(d.description, 500)
)::text
from readable r
join pg_catalog.pg_type t on t.oid = r.atttypid
left join pg_catalog.pg_type base on base.oid = t.typbasetype and t.typtype = 'd'
left join pg_catalog.pg_attrdef e on r.atthasdef and e.adrelid = r.oid and e.adnum = r.attnum
left join pg_catalog.pg_description d
	on d.classoid = 'pg_catalog.pg_class'::regclass and d.objoid = r.oid and d.objsubid = r.attnum
union all
(
	select 'key', json_build_object(
		'schema', r.nspname, 'relation', r.relname, 'place', k.place, 'column', a.attname
	)::text
	from pg_catalog.pg_constraint c
	join relations r on r.oid = c.conrelid
	cross join lateral unnest(c.conkey) with ordinality as k (attnum, place)
	join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
	where c.contype = 'p'
	limit 40000
)
union all
(
	select 'reference', json_build_object(
		'schema', r.nspname, 'relation', r.relname, 'name', c.conname, 'place', k.place, 'column', a.attname,
		'toSchema', target.nspname, 'toRelation', target.relname, 'toColumn', b.attname
	)::text
	from pg_catalog.pg_constraint c
	join relations r on r.oid = c.conrelid
	join relations target on target.oid = c.confrelid
	cross join lateral unnest(c.conkey, c.confkey) with ordinality as k (attnum, target, place)
	join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
	join pg_catalog.pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.target
	where c.contype = 'f'
	limit 40000
)
union all
(
	-- An expression has no column; what is only included in an index is not what it orders by.
	select 'index', json_build_object(
		'schema', r.nspname, 'relation', r.relname, 'name', ic.relname, 'place', k.place, 'column', a.attname, 'unique', i.indisunique
	)::text
	from pg_catalog.pg_index i
	join relations r on r.oid = i.indrelid
	join pg_catalog.pg_class ic on ic.oid = i.indexrelid
	cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
	left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
	where not i.indisprimary and i.indisvalid and k.place <= i.indnkeyatts
	limit 40000
)
union all
(
	select distinct 'function', json_build_object('schema', n.nspname, 'name', p.proname)::text
	from pg_catalog.pg_proc p
	join pg_catalog.pg_namespace n on n.oid = p.pronamespace
	where p.prokind in ('f', 'a', 'w') and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
		and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
		and has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
	limit 2001
)
