insert into revocations (project, kind, name, before, expires_at)
values ($1, $2, $3, now(), now() + interval '31 days')
on conflict (project, kind, name) do update set before = now(), changed_at = now(), expires_at = excluded.expires_at
