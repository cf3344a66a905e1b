-- The clock of schedules and deliveries: one for all nodes. Tests replace it, and move it by hand.
create function delivery_clock() returns timestamptz language sql stable as 'select now()';

-- What is to be sent to somebody: written in the transaction of its cause, sent by a worker. A row stays for ever, since its
-- key says that this was sent; what it said is emptied after a while.
create table deliveries (
	id uuid primary key default gen_random_uuid(),
	project text not null,
	key text not null,
	cause_kind text not null check (cause_kind in ('schedule', 'alert', 'test')),
	cause_name text not null,
	cause_at timestamptz not null,
	-- {"kind", …}: addresses of webhooks are sealed.
	channel jsonb not null,
	-- {"subject", "text", "link"?, "fields"?, "tone"?}; null: emptied.
	message jsonb,
	attach jsonb,
	state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dead')),
	-- How often it was tried; the number of the attempt under way, which fences what is written about it.
	attempts integer not null default 0,
	-- Of these, how often before somebody asked for it again.
	forgiven integer not null default 0,
	created_at timestamptz not null default delivery_clock(),
	due_at timestamptz not null default delivery_clock(),
	worker text,
	-- By the database's own clock: whoever died while sending does not hold it for ever.
	held_until timestamptz,
	ended_at timestamptz,
	-- Why it was not sent, the last time: {"code", "message"}.
	failure jsonb,
	unique (project, key)
);
create index deliveries_due on deliveries (due_at) where state = 'waiting';
create index deliveries_sending on deliveries (held_until) where state = 'sending';
create index deliveries_listed on deliveries (project, created_at desc, id desc);
create index deliveries_cause on deliveries (project, cause_kind, cause_name, created_at desc, id desc);
create index deliveries_dead on deliveries (project, created_at desc) where state = 'dead';

create table delivery_attempts (
	delivery uuid not null references deliveries (id) on delete cascade,
	attempt integer not null,
	worker text not null,
	started_at timestamptz not null default delivery_clock(),
	ended_at timestamptz,
	-- null: under way. lost: its worker was not heard of again.
	outcome text check (outcome in ('sent', 'retry', 'dead', 'lost')),
	-- What the receiver answered, or what went wrong.
	detail text,
	primary key (delivery, attempt)
);

-- With what a project's webhooks are signed; the one before counts as well for a while, so that receivers can follow.
create table webhook_secrets (
	project text primary key,
	sealed text not null,
	former text,
	changed_at timestamptz not null default delivery_clock()
);

create table schedules (
	project text not null,
	name text not null,
	title text not null,
	-- {"cron", "timeZone", "target", "channels", "attach", "only", "warmMinutes"}
	declaration jsonb not null,
	enabled boolean not null,
	revision integer not null default 1,
	-- When it is due next; null: never, or it is not enabled.
	next_at timestamptz,
	updated_at timestamptz not null default delivery_clock(),
	updated_by text not null,
	primary key (project, name)
);
create index schedules_due on schedules (next_at) where next_at is not null;

-- A row says that a time was taken, by whichever worker came first.
create table schedule_times (
	id uuid primary key default gen_random_uuid(),
	project text not null,
	schedule text not null,
	due_at timestamptz not null,
	-- now: somebody has asked for it by hand.
	kind text not null check (kind in ('time', 'now')),
	-- As it was declared then.
	declaration jsonb not null,
	title text not null,
	state text not null default 'taken' check (state in ('taken', 'asked', 'sent', 'skipped', 'failed')),
	taken_at timestamptz not null default delivery_clock(),
	ended_at timestamptz,
	-- Why nothing, or nothing but a failure, was sent.
	reason text,
	unique (project, schedule, due_at, kind)
);
create index schedule_times_open on schedule_times (taken_at) where state in ('taken', 'asked');

-- The questions of a time, in the order in which they are shown. A run that is gone has no row in runs any more.
create table schedule_runs (
	time uuid not null references schedule_times (id) on delete cascade,
	place integer not null,
	title text not null,
	chart text not null,
	params jsonb not null,
	run uuid,
	-- Why it could not be asked: {"code", "message"}.
	failure jsonb,
	primary key (time, place)
);
create index schedule_runs_run on schedule_runs (run);
