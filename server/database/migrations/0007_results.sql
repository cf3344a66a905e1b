-- Projects: settings of the whole tenant. Without a row, the defaults. `private`: a result's address alone permits nothing.
create table projects (
	project text primary key,
	private boolean not null default false
);

-- How a body is compressed, and the claims of the question that it answers (null: not known, so only authors of a private
-- project may read it).
alter table results
	add column encoding text not null default 'gzip' check (encoding in ('gzip', 'br')),
	add column claims jsonb;

-- Which large result is some channel's last good one, or that of a kept run: it is kept as long, whatever its expiry says.
alter table channels add column last_hash text generated always as
	(substring(last_result from '^\{"kind":"result","run":"[^"]*","result":\{"href":"/v1/results/([A-Za-z0-9_-]+)"')) stored;
alter table runs add column result_hash text generated always as
	(substring(result from '^\{"href":"/v1/results/([A-Za-z0-9_-]+)"')) stored;
create index channels_last_hash on channels (last_hash) where last_hash is not null;
create index runs_result_hash on runs (result_hash) where result_hash is not null;
