-- A source's address holds a login: it is kept encrypted in `sealed`. `url` is what was stored before, until a server that has
-- the keys starts and encrypts it. `shown` is what of the address authors may see.
alter table sources add column sealed text;
alter table sources add column shown jsonb not null default '{}';
alter table sources alter column url drop not null;
alter table sources add constraint sources_address_check check (url is not null or sealed is not null);
alter table sources drop constraint sources_engine_check;
alter table sources add constraint sources_engine_check check (engine in ('postgresql', 'mysql'));
