select * from runs
where question = $1 and state in ('waiting', 'queued', 'running')
for update
