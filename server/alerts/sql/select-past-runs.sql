-- The newest first.
select runs.state, runs.result, runs.rows::float8 as rows, runs.error, extract(epoch from runs.finished_at)::float8 * 1000 as at
from attachments
join runs on runs.id = attachments.run
where attachments.channel = $1 and runs.kind = 'answer' and runs.state in ('succeeded', 'failed')
order by attachments.ordinal desc
limit $2
