-- Coarsely: a machine that asks all the time writes once in five minutes.
update api_keys set last_used_at = now()
where id = $1 and (last_used_at is null or last_used_at < now() - interval '5 minutes')
