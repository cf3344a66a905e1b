-- The request with which a run began: one search of the logs follows it through every process.
alter table runs
	add column request_id text,
	-- How often a process of its own could not be started for it.
	add column start_failures integer not null default 0;

-- When a chart's questions are to be answered before many ask them: {"at", "days", "timeZone", "minutes"}.
alter table charts add column warm jsonb;

-- Which peaks were planned, so that each is planned once, however many workers there are.
create table warm_peaks (
	project text not null,
	chart text not null,
	peak_at timestamptz not null,
	primary key (project, chart, peak_at)
);

-- The questions of a planned peak; a row goes in the transaction that accepts its run.
create table warm_questions (
	channel text not null references channels (channel) on delete cascade,
	peak_at timestamptz not null,
	due_at timestamptz not null,
	primary key (channel, peak_at)
);
create index warm_questions_due on warm_questions (due_at);
