-- How old the channel's answer is; a chart that fails is not asked again before its back-off has passed.
select
	case when failures = 0 and not coalesce(changed_at >= asked_at, false)
		then extract(epoch from now() - last_finished_at)::float8 * 1000 end as age_ms,
	failures > 0 and last_finished_at > now() - interval '1 s' * least(power(2, least(failures, 10)), 60) as backing_off,
	exists (
		select from attachments join runs on runs.id = attachments.run
		where attachments.channel = channels.channel and runs.state in ('waiting', 'queued', 'running')
	) as live,
	case when last_result is not null then extract(epoch from now() - answered_at)::float8 * 1000 end as answer_age_ms,
	last_finished_at is not null and coalesce(changed_at >= asked_at, false) as changed,
	coalesce(greatest(changed_at, expired_at) >= asked_at, false) as outdated,
	extract(epoch from now() - asked_at)::float8 * 1000 as asked_ms
from channels
where channel = $1
