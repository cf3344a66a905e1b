-- One statement, so that the version and what it counts belong together. Plans are looked at where they were asked for.
select inboxes.version,
	(
		select count(*)::integer from asked_runs join runs on runs.id = asked_runs.run
		where asked_runs.project = inboxes.project and asked_runs.subject = inboxes.subject
			and asked_runs.read_at is null and runs.finished_at is not null and runs.kind = 'answer'
	) as unread,
	(
		select coalesce(jsonb_agg(latest.notice order by latest.finished_at desc, latest.id desc), '[]')
		from (
			select runs.id, runs.finished_at, jsonb_strip_nulls(jsonb_build_object(
				'run', runs.id, 'state', runs.state, 'source', runs.source, 'chart', runs.chart, 'rows', runs.rows,
				'at', floor(extract(epoch from runs.finished_at) * 1000),
				'code', runs.error ->> 'code', 'message', left(runs.error ->> 'message', 300),
				'read', asked_runs.read_at is not null
			)) as notice
			from asked_runs join runs on runs.id = asked_runs.run
			where asked_runs.project = inboxes.project and asked_runs.subject = inboxes.subject
				and runs.finished_at is not null and runs.kind = 'answer'
			order by runs.finished_at desc, runs.id desc
			limit 20
		) as latest
	) as notices,
	(
		select count(*)::integer from notices
		where notices.project = inboxes.project and notices.subject = inboxes.subject and notices.read_at is null
	) as unread_others,
	(
		select coalesce(jsonb_agg(latest.notice order by latest.at desc, latest.id desc), '[]')
		from (
			select notices.id, notices.at, notices.body || jsonb_build_object(
				'kind', notices.kind, 'id', notices.id, 'at', floor(extract(epoch from notices.at) * 1000),
				'read', notices.read_at is not null
			) as notice
			from notices
			where notices.project = inboxes.project and notices.subject = inboxes.subject
			order by notices.at desc, notices.id desc
			limit 20
		) as latest
	) as others
from inboxes
where project = $1 and subject = $2
