insert into webhook_secrets (project, sealed) values ($1, $2) on conflict (project) do nothing
