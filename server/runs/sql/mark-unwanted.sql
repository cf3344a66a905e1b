-- Runs that viewers have started, and whether a channel of theirs is still leased ($1).
update runs set unwanted_since = case when not seen.wanted then now() end
from (
	select id, exists (select from attachments where run = runs.id and channel = any ($1)) as wanted
	from runs
	where origin = 'viewer' and state in ('waiting', 'queued', 'running')
) as seen
where runs.id = seen.id and (runs.unwanted_since is null) <> seen.wanted and runs.origin = 'viewer'
