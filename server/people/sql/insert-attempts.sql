insert into sign_in_attempts (name) select name from unnest($1::text[]) as name order by name on conflict do nothing
