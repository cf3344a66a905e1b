-- The line: what a waiting run was last told of its place, and since when nobody wants a viewer's run any more.
alter table runs
	add column expected_ms integer,
	add column line_place integer,
	add column line_reason text,
	add column line_told_at timestamptz,
	add column unwanted_since timestamptz;
alter table runs drop constraint runs_origin_check;
alter table runs add constraint runs_origin_check check (origin in ('author', 'viewer', 'schedule'));

-- How long a run is likely to take: its question's last ones, or its chart's.
create index runs_succeeded_question on runs (question, finished_at desc) where state = 'succeeded';
create index runs_succeeded_chart on runs (project, chart, finished_at desc) where state = 'succeeded' and chart is not null;

-- When a user was last given a place of a source: turns are taken by it. What is older than some minutes is forgotten.
create table served (
	project text not null,
	source text not null,
	subject text not null,
	served_at timestamptz not null,
	primary key (project, source, subject)
);

-- Workers that take runs: together they are what all projects share.
create table workers (
	worker text primary key,
	concurrency integer not null check (concurrency > 0),
	heard_at timestamptz not null default now()
);

-- Sources that could not be reached the last times; without a row all is well. Open once `opened_at` is set: then one run
-- at a time tries it, at `retry_at`.
create table circuits (
	project text not null,
	source text not null,
	failures integer not null,
	opened_at timestamptz,
	backoff_ms integer not null default 1000,
	retry_at timestamptz,
	primary key (project, source)
);

-- Who asked for a run: authors who ask the same question share one. It is their history, and their inbox.
create table asked_runs (
	run uuid not null references runs (id) on delete cascade,
	project text not null,
	subject text not null,
	asked_at timestamptz not null default now(),
	read_at timestamptz,
	primary key (run, subject)
);
create index asked_runs_history on asked_runs (project, subject, asked_at desc, run desc);
insert into asked_runs (run, project, subject, asked_at, read_at)
select id, project, subject, accepted_at, finished_at from runs where origin = 'author';

-- An author's inbox: its version grows with every change, and orders what its channel is told.
create table inboxes (
	project text not null,
	subject text not null,
	version bigint not null default 1,
	told_version bigint not null default 0,
	changed_at timestamptz not null default now(),
	primary key (project, subject)
);
create index inboxes_untold on inboxes (changed_at) where told_version < version;
