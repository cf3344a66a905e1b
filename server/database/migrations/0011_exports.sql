-- A run of all rows of a question, for a file: it has no result, but parts. They go with their run.
alter table runs add column kind text not null default 'answer' check (kind in ('answer', 'export'));

-- CSV, compressed with gzip by itself each, in order; the first one begins with the names of the columns.
create table export_parts (
	run uuid not null references runs (id) on delete cascade,
	attempt integer not null,
	part integer not null,
	body bytea not null,
	primary key (run, attempt, part)
);
-- They are compressed already.
alter table export_parts alter column body set storage external;

-- Who asks for the rows of a question again finds those of a moment ago.
create index runs_exports on runs (question, accepted_at desc) where kind = 'export';
