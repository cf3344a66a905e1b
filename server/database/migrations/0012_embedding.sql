-- The origins whose pages may show a project's charts; none: all may.
alter table projects add column origins text[] not null default '{}';

-- Keys with which a customer's own back end signs tokens. Revoked ones stay, so that their names mean nothing else.
create table project_keys (
	kid text primary key,
	project text not null,
	name text not null,
	algorithm text not null check (algorithm in ('HS256', 'EdDSA')),
	-- HS256: the secret, encrypted under the server's keys. EdDSA: the public key, as a JWK.
	sealed text,
	public_key jsonb,
	-- Whether its tokens may write SQL.
	author boolean not null default false,
	created_at timestamptz not null default now(),
	created_by text not null,
	revoked_at timestamptz,
	check ((algorithm = 'HS256') = (sealed is not null)),
	check ((algorithm = 'EdDSA') = (public_key is not null))
);
create index project_keys_project on project_keys (project, created_at);

-- What is valid by its signature and shall not be: all tokens of a key, those of a subject made before a moment, or one.
create table revocations (
	project text not null,
	kind text not null check (kind in ('key', 'subject', 'token')),
	name text not null,
	before timestamptz not null,
	changed_at timestamptz not null default now(),
	-- No token that it concerns lives longer.
	expires_at timestamptz not null,
	primary key (project, kind, name)
);
create index revocations_changed on revocations (changed_at);
