insert into workers (worker, concurrency) values ($1, $2)
on conflict (worker) do update set concurrency = excluded.concurrency, heard_at = now()
