-- What may be seen in a source: read by a worker when somebody asks, kept for whoever asks next. `id` is another one once
-- the source's address has changed, so that what was read there before is never kept for the new one.
create table source_schemas (
	project text not null,
	source text not null,
	id uuid not null default gen_random_uuid(),
	-- JSON, compressed with brotli.
	body bytea,
	bytes integer,
	-- Of the JSON's content.
	hash text,
	as_of timestamptz,
	-- The last try, if it failed: {"code", "step"?, "message"}.
	failure jsonb,
	failed_at timestamptz,
	-- Since when somebody waits for it to be read; null: nobody.
	wanted_at timestamptz,
	-- The worker that reads it now, since when, and how long nobody else may.
	worker text,
	begun_at timestamptz,
	held_until timestamptz,
	primary key (project, source),
	foreign key (project, source) references sources (project, name) on delete cascade
);
create index source_schemas_wanted on source_schemas (wanted_at) where wanted_at is not null;
-- It is compressed already.
alter table source_schemas alter column body set storage external;

-- Which version of its declaration a chart is, and who saved it.
alter table charts
	add column revision integer not null default 1,
	add column updated_by text not null default '';
create index charts_updated on charts (project, updated_at desc, name desc);

-- Every declaration that a chart has had. They outlive the chart, which can be restored from them.
create table chart_versions (
	project text not null,
	chart text not null,
	version integer not null,
	action text not null check (action in ('saved', 'restored', 'deleted')),
	-- Of a restored one: the version that it repeats.
	restored integer,
	declaration jsonb not null,
	saved_at timestamptz not null default now(),
	saved_by text not null,
	primary key (project, chart, version)
);
create index chart_versions_deleted on chart_versions (saved_at) where action = 'deleted';
insert into chart_versions (project, chart, version, action, declaration, saved_at, saved_by)
select project, name, 1, 'saved', jsonb_build_object(
	'title', title, 'source', source, 'sql', sql, 'params', params, 'claims', to_jsonb(claims), 'timeZone', time_zone,
	'refreshMs', refresh_ms, 'maxAgeMs', max_age_ms, 'maxStaleMs', max_stale_ms, 'listen', listen, 'changeMs', change_ms,
	'warm', warm, 'spec', spec
), updated_at, ''
from charts;

-- A run may also bring how the database would answer, or has answered, in place of the answer.
alter table runs drop constraint runs_kind_check;
alter table runs add constraint runs_kind_check check (kind in ('answer', 'export', 'plan', 'analysis'));

-- What an author is writing. Deleted ones can be had again for a while.
create table drafts (
	project text not null,
	id uuid not null,
	owner text not null,
	title text not null,
	source text,
	sql text not null,
	params jsonb not null,
	spec jsonb,
	-- Orders the tabs of its owner.
	place double precision not null,
	-- Whether all authors of the project may read it, who have its address.
	shared boolean not null,
	revision integer not null default 1,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now(),
	deleted_at timestamptz,
	primary key (project, id)
);
create index drafts_owner on drafts (project, owner, place);
create index drafts_deleted on drafts (deleted_at) where deleted_at is not null;
