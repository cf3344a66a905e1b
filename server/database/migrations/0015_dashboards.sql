-- What is shown together, and where.
create table dashboards (
	project text not null,
	name text not null,
	title text not null,
	declaration jsonb not null,
	-- Those on it: whoever may watch it may watch them.
	charts text[] not null,
	revision integer not null default 0,
	-- Up to which its channel has been told.
	told_revision integer not null default 0,
	updated_at timestamptz not null default clock_timestamp(),
	updated_by text not null default '',
	primary key (project, name)
);
create index dashboards_updated on dashboards (project, updated_at desc, name desc);
create index dashboards_changed on dashboards (updated_at);
create index dashboards_untold on dashboards (updated_at) where told_revision < revision;

-- Every declaration that a dashboard has had. They outlive the dashboard, which can be restored from them.
create table dashboard_versions (
	project text not null,
	dashboard text not null,
	version integer not null,
	action text not null check (action in ('saved', 'restored', 'deleted')),
	-- Of a restored one: the version that it repeats.
	restored integer,
	declaration jsonb not null,
	saved_at timestamptz not null default clock_timestamp(),
	saved_by text not null,
	primary key (project, dashboard, version)
);
create index dashboard_versions_deleted on dashboard_versions (saved_at) where action = 'deleted';
