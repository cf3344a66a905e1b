-- How long an answer may be shown, and what besides time makes it old.
alter table charts
	add column max_stale_ms integer check (max_stale_ms >= max_age_ms),
	add column listen text,
	add column change_ms integer not null default 1000 check (change_ms >= 1000),
	-- When the parameters or claims were last declared otherwise: from then on its watchers watch other channels.
	add column declared_at timestamptz not null default now();
create index charts_declared on charts (declared_at);

-- Of the last good result: when it came, and when the run was accepted that brought it. And when its source was last
-- said to have changed.
alter table channels
	add column answered_at timestamptz,
	add column asked_at timestamptz,
	add column changed_at timestamptz;
update channels set answered_at = coalesce(last_finished_at, wanted_at), asked_at = coalesce(last_finished_at, wanted_at)
where last_result is not null;

-- Which worker listens to a source's notifications: one at a time.
create table listeners (
	project text not null,
	source text not null,
	worker text not null,
	held_until timestamptz not null,
	primary key (project, source),
	foreign key (project, source) references sources (project, name) on delete cascade
);
