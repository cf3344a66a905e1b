-- Sources: customers' databases. Their schemas are never imported.
create table sources (
	project text not null,
	name text not null,
	engine text not null check (engine in ('postgresql')),
	url text not null,
	max_concurrent integer not null default 8 check (max_concurrent > 0),
	created_at timestamptz not null default now(),
	primary key (project, name)
);

-- Charts: a named question with declared parameters and claims.
create table charts (
	project text not null,
	name text not null,
	title text not null default '',
	source text not null,
	sql text not null,
	params jsonb not null default '[]',
	claims text[] not null default '{}',
	time_zone text not null default 'UTC',
	refresh_ms integer check (refresh_ms >= 1000),
	max_age_ms integer not null default 60000 check (max_age_ms >= 0),
	updated_at timestamptz not null default now(),
	primary key (project, name),
	foreign key (project, source) references sources (project, name)
);

-- Channels: what can be watched, and the last good result of each, so that an empty Redis can be filled again.
create table channels (
	channel text primary key,
	project text not null,
	chart text,
	params jsonb not null default '{}',
	claims jsonb not null default '{}',
	last_result text,
	last_run uuid,
	last_ordinal bigint not null default 0,
	last_attempt integer not null default 0,
	last_finished_at timestamptz,
	failures integer not null default 0,
	expired_at timestamptz,
	wanted_at timestamptz not null default now()
);
create index channels_chart on channels (project, chart);

-- Runs: the truth about every execution.
create table runs (
	id uuid primary key default gen_random_uuid(),
	project text not null,
	source text not null,
	chart text,
	question text not null,
	sql text not null,
	params jsonb not null default '{}',
	claims jsonb not null default '{}',
	time_zone text not null default 'UTC',
	origin text not null check (origin in ('author', 'viewer')),
	subject text not null,
	priority integer not null,
	state text not null default 'waiting'
		check (state in ('waiting', 'queued', 'running', 'succeeded', 'failed', 'canceled')),
	attempt integer not null default 0,
	worker text,
	losses integer not null default 0,
	cancel_requested boolean not null default false,
	rows bigint,
	result text,
	error jsonb,
	accepted_at timestamptz not null default now(),
	queued_at timestamptz,
	started_at timestamptz,
	heartbeat_at timestamptz,
	finished_at timestamptz,
	changed_at timestamptz not null default now(),
	told boolean not null default false
);

-- The same question never runs twice at the same time.
create unique index runs_live_question on runs (question) where state in ('waiting', 'queued', 'running');
create index runs_live on runs (project, source, priority, accepted_at) where state in ('waiting', 'queued', 'running');
create index runs_untold on runs (changed_at) where not told;
create index runs_finished on runs (finished_at) where finished_at is not null;

-- Which channels hear of a run. The ordinal fences an earlier run's late words; `published` is the last state that was told.
create sequence attachment_ordinal;
create table attachments (
	run uuid not null references runs (id) on delete cascade,
	channel text not null references channels (channel) on delete cascade,
	ordinal bigint not null default nextval('attachment_ordinal'),
	published text,
	primary key (run, channel)
);
create index attachments_channel on attachments (channel, ordinal);

-- Results too large to travel inside an event: immutable, addressed by a keyed hash, with an expiry.
create table results (
	hash text primary key,
	project text not null,
	body bytea not null,
	bytes integer not null,
	expires_at timestamptz not null
);
create index results_expiry on results (expires_at);
