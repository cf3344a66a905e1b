-- $3: by somebody who wants what there is from now on; otherwise who asks waits with who has asked before.
insert into source_schemas (project, source, wanted_at)
select project, name, now() from sources where project = $1 and name = $2
on conflict (project, source) do update
set wanted_at = case when $3 then now() else coalesce(source_schemas.wanted_at, now()) end
returning source
