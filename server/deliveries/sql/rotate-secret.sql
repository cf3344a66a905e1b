insert into webhook_secrets (project, sealed) values ($1, $2)
on conflict (project) do update set sealed = excluded.sealed, former = webhook_secrets.sealed, changed_at = delivery_clock()
