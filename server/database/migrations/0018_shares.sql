-- Public links: whoever has one may look at one chart or dashboard. Of its code there is only the hash.
create table shares (
	id text primary key,
	hash text not null unique,
	project text not null,
	chart text,
	dashboard text,
	title text not null,
	-- Parameters that whoever opens it cannot change, and the claims that its charts read, as whoever shared it has chosen.
	params jsonb not null default '{}',
	claims jsonb not null default '{}',
	-- Whether rows and pictures may be taken away.
	exports boolean not null,
	-- Argon2id, in the form of PHC strings; null: the link alone is enough.
	password text,
	created_by text not null,
	created_at timestamptz not null default now(),
	expires_at timestamptz,
	revoked_at timestamptz,
	revoked_by text,
	opens integer not null default 0,
	last_opened_at timestamptz,
	check ((chart is null) <> (dashboard is null))
);
create index shares_project on shares (project, created_at);

-- How much was watched, by the hour of UTC: numbers, and nothing of who it was.
create table views (
	project text not null,
	kind text not null check (kind in ('chart', 'dashboard')),
	name text not null,
	hour timestamptz not null,
	opens integer not null,
	most integer not null,
	primary key (project, kind, name, hour)
);
create index views_hour on views (hour);
