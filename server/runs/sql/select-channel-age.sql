-- How old the channel's answer is; a chart that fails is not asked again before its back-off has passed. Whether the answer
-- is on its way is looked up by its latest runs one by one (nothing is asked while one is live, so a live one is among
-- them): a join would go through all live runs when there are few as a rule, and thousands at a peak.
select
	case when failures = 0 and not coalesce(changed_at >= asked_at, false)
		then extract(epoch from now() - last_finished_at)::float8 * 1000 end as age_ms,
	failures > 0 and last_finished_at > now() - interval '1 s' * least(power(2, least(failures, 10)), 60) as backing_off,
	exists (
		select from (
			select run from attachments where attachments.channel = channels.channel order by ordinal desc limit 16
		) as latest
		where (select state from runs where id = latest.run) in ('waiting', 'queued', 'running')
	) as live,
	case when last_result is not null then extract(epoch from now() - answered_at)::float8 * 1000 end as answer_age_ms,
	last_finished_at is not null and coalesce(changed_at >= asked_at, false) as changed,
	coalesce(greatest(changed_at, expired_at) >= asked_at, false) as outdated,
	extract(epoch from now() - asked_at)::float8 * 1000 as asked_ms
from channels
where channel = $1
