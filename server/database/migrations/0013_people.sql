-- Projects have a name to be shown, and may be closed without being lost.
alter table projects
	add column name text not null default '',
	add column created_at timestamptz not null default now(),
	add column archived_at timestamptz;
insert into projects (project)
select 'default' union select project from sources union select project from charts union select project from project_keys
on conflict do nothing;

-- A whole project may be closed; `before` is then in the far future, and in the past once it is open again.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check check (kind in ('key', 'subject', 'token', 'project'));

-- People who sign in.
create table accounts (
	id uuid primary key default gen_random_uuid(),
	-- In small letters: nobody has two accounts by writing their address otherwise.
	email text not null unique check (email = lower(email)),
	name text not null,
	-- Argon2id, in the form of PHC strings; null: signs in elsewhere.
	password text,
	-- Of the whole installation: manages projects and people.
	administrator boolean not null default false,
	created_at timestamptz not null default now(),
	disabled_at timestamptz
);

-- Who they are at an OpenID provider: its issuer and the subject name a person, an e-mail address does not.
create table identities (
	issuer text not null,
	subject text not null,
	account uuid not null references accounts (id) on delete cascade,
	created_at timestamptz not null default now(),
	primary key (issuer, subject)
);
create index identities_account on identities (account);

-- Browsers that are signed in; of the token in their cookie there is only the hash.
create table sessions (
	id uuid primary key default gen_random_uuid(),
	hash text not null unique,
	account uuid not null references accounts (id) on delete cascade,
	created_at timestamptz not null default now(),
	seen_at timestamptz not null default now(),
	expires_at timestamptz not null,
	address text not null,
	agent text not null
);
create index sessions_account on sessions (account);
create index sessions_expiry on sessions (expires_at);

create table members (
	project text not null references projects (project) on delete cascade,
	account uuid not null references accounts (id) on delete cascade,
	role text not null check (role in ('administrator', 'author', 'viewer')),
	created_at timestamptz not null default now(),
	primary key (project, account)
);
create index members_account on members (account);

-- One-time links, by the hash of their code: the first administrator, a further one, an invitation, a new password.
create table links (
	id uuid primary key default gen_random_uuid(),
	hash text not null unique,
	kind text not null check (kind in ('setup', 'administrator', 'invitation', 'password')),
	project text references projects (project) on delete cascade,
	role text check (role in ('administrator', 'author', 'viewer')),
	-- Only this address may take an invitation.
	email text,
	-- Whose password it sets.
	account uuid references accounts (id) on delete cascade,
	created_by text not null,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	check ((kind = 'invitation') = (project is not null and role is not null)),
	check ((kind = 'password') = (account is not null))
);
create index links_project on links (project);

-- Keys of machines. Revoked ones stay, so that the audit log can be read.
create table api_keys (
	id text primary key,
	hash text not null unique,
	project text not null references projects (project) on delete cascade,
	name text not null,
	role text not null check (role in ('author', 'viewer')),
	created_by text not null,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null,
	last_used_at timestamptz,
	revoked_at timestamptz
);
create index api_keys_project on api_keys (project, created_at);

-- How often somebody has tried in vain, by account and by address, for all nodes together. Names are keyed hashes.
create table sign_in_attempts (
	name text primary key,
	failures integer not null default 0,
	last_at timestamptz not null default now(),
	blocked_until timestamptz
);

-- Sign-ins at an OpenID provider that are under way: a row goes when its answer comes, so that none is taken twice.
create table oidc_flows (
	hash text primary key,
	state text not null,
	nonce text not null,
	verifier text not null,
	return_to text not null,
	expires_at timestamptz not null
);

-- Who did what. Rows are added with the change that they tell of, never changed, and go only by their age.
create table audit_log (
	id bigint generated always as identity primary key,
	at timestamptz not null default now(),
	-- account, key (of a machine), token (of a customer's back end), operator (at the machine), stranger
	actor_kind text not null check (actor_kind in ('account', 'key', 'token', 'operator', 'stranger')),
	actor text not null,
	-- What they were called then.
	actor_name text not null,
	address text not null,
	project text,
	action text not null,
	object text not null,
	details jsonb not null default '{}'
);
create index audit_log_project on audit_log (project, id);
create index audit_log_actor on audit_log (actor, id);
create index audit_log_at on audit_log (at);

create function audit_log_stays() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' and current_setting('chartwire.audit_retention', true) = 'on' then
		return old;
	end if;
	raise exception 'the audit log is only added to';
end
$$;
create trigger audit_log_rows before update or delete on audit_log
	for each row execute function audit_log_stays();
create trigger audit_log_whole before truncate on audit_log
	for each statement execute function audit_log_stays();
