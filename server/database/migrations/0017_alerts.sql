-- Alerts: a condition on what a chart answers. Times are by delivery_clock(), as those of schedules.
create table alerts (
	id uuid primary key default gen_random_uuid(),
	project text not null,
	name text not null,
	title text not null,
	chart text not null,
	-- As declared, its channels sealed.
	declaration jsonb not null,
	enabled boolean not null,
	revision integer not null default 1,
	created_at timestamptz not null default delivery_clock(),
	updated_at timestamptz not null default delivery_clock(),
	updated_by text not null,
	-- The channel of its question, whose runs are evaluated; null: it could not be asked yet.
	channel text,
	-- Why it cannot be asked or evaluated; null: it can.
	problem text,
	-- When its question is to be asked next; null: it is not enabled.
	next_at timestamptz,
	-- The state machine's memory.
	memory jsonb not null,
	-- The last evaluation; the ordinal is that of its run on the channel, so that an earlier run that ends later is left out.
	ordinal bigint not null default 0,
	evaluated_at timestamptz,
	value double precision,
	reason text,
	-- How many events it has had: the number of the last.
	events integer not null default 0,
	unique (project, name)
);
create index alerts_due on alerts (next_at) where next_at is not null;
create index alerts_channel on alerts (channel) where enabled;
create index alerts_updated on alerts (project, updated_at desc, name desc);

-- Runs that have ended and are still to be evaluated, written in the transaction that ended them. Whoever evaluates takes the
-- row away in the transaction that says what came of it. A run stays as long as it is needed here.
create table alert_evaluations (
	alert uuid not null references alerts (id) on delete cascade,
	run uuid not null references runs (id),
	ordinal bigint not null,
	queued_at timestamptz not null default now(),
	primary key (alert, run)
);
create index alert_evaluations_run on alert_evaluations (run);

-- What its last results were, which changes and anomalies are measured against.
create table alert_values (
	alert uuid not null references alerts (id) on delete cascade,
	ordinal bigint not null,
	at timestamptz not null,
	-- null: the result had none, or its run has failed.
	value double precision,
	primary key (alert, ordinal)
);

create table alert_events (
	alert uuid not null references alerts (id) on delete cascade,
	number integer not null,
	at timestamptz not null,
	kind text not null check (kind in ('fired', 'still-firing', 'recovered', 'acknowledged', 'snoozed', 'woken', 'broken', 'mended')),
	-- The run that led to it, if one did.
	run uuid,
	value double precision,
	reason text not null,
	-- Who did it, if somebody did.
	by text,
	-- Whether the channels and followers were told.
	told boolean not null,
	primary key (alert, number),
	unique (alert, run, kind)
);

-- Who is told in their inbox.
create table alert_followers (
	alert uuid not null references alerts (id) on delete cascade,
	subject text not null,
	since timestamptz not null default delivery_clock(),
	primary key (alert, subject)
);

-- What an inbox holds beside runs. The key says of what, so that it is told once.
create table notices (
	id uuid primary key default gen_random_uuid(),
	project text not null,
	subject text not null,
	key text not null,
	kind text not null check (kind in ('alert', 'shared')),
	at timestamptz not null default delivery_clock(),
	body jsonb not null,
	read_at timestamptz,
	unique (project, subject, key)
);
create index notices_listed on notices (project, subject, at desc, id desc);
create index notices_unread on notices (project, subject) where read_at is null;
create index notices_age on notices (at);
