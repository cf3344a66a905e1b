-- Runs that viewers have started, and whether a channel of theirs is still leased ($1).
with live as (
	select id from runs where origin = 'viewer' and state in ('waiting', 'queued', 'running')
), wanted as (
	select distinct attachments.run
	from live
	join attachments on attachments.run = live.id
	join unnest($1::text[]) as leased (channel) on leased.channel = attachments.channel
)
update runs set unwanted_since = case when not seen.wanted then now() end
from (
	select live.id, wanted.run is not null as wanted from live left join wanted on wanted.run = live.id
) as seen
where runs.id = seen.id and (runs.unwanted_since is null) <> seen.wanted and runs.origin = 'viewer'
