-- Every waiting run in fair order, and whether there is a free place for it. Three limits, one after the other: of its
-- source, of its project, and of all workers together; whatever one lets through stands in line before the next.
-- Within a source and a project: the lower level first (what waits rises one level each :age_ms, so nothing starves); then
-- whose subject has fewer runs there, its own earlier ones counted; then whose was served longest ago; then the longest
-- accepted. Between projects: whose project has fewer, and was served longest ago. A source that is down lets one through, once it may be tried again.
with live as (
	select runs.project, runs.source, runs.subject, runs.state,
		runs.state = 'queued' or runs.losses > 0 or workers.worker is not null as holds_worker
	from runs
	left join workers on workers.worker = runs.worker and workers.heard_at > now() - interval '10 s'
	where runs.state in ('queued', 'running')
), in_source as (
	select project, source, count(*) as runs, count(*) filter (where state = 'queued') as queued
	from live group by project, source
), in_project as (
	select project, count(*) as runs, count(*) filter (where holds_worker) as holding from live group by project
), of_subject as (
	select project, source, subject, count(*) as runs from live group by grouping sets ((project, source, subject), (project, subject))
), rated as (
	select id, project, source, subject, accepted_at,
		greatest(0, priority - floor(extract(epoch from now() - accepted_at) * 1000 / :age_ms))::integer as level
	from runs where state = 'waiting'
), served_here as (
	select * from served where project in (select project from rated)
), served_user as (
	select project, subject, max(served_at) as served_at from served_here group by project, subject
), served_project as (
	select project, max(served_at) as served_at from served_here group by project
), by_subject as (
	select rated.*,
		coalesce(of_subject.runs, 0) + row_number() over (
			partition by rated.project, rated.source, rated.subject order by level, accepted_at, id
		) as turn
	from rated
	left join of_subject on of_subject.project = rated.project and of_subject.source = rated.source
		and of_subject.subject = rated.subject
), by_source as (
	select by_subject.*,
		row_number() over (
			partition by by_subject.project, by_subject.source order by level, turn, served.served_at nulls first, accepted_at, id
		) as place,
		coalesce(in_source.queued, 0) as queued,
		circuits.opened_at is not null as is_down,
		case
			when circuits.opened_at is null then sources.max_concurrent - coalesce(in_source.runs, 0)
			when circuits.retry_at <= now() and coalesce(in_source.runs, 0) = 0 then 1
			else 0
		end as free
	from by_subject
	join sources on sources.project = by_subject.project and sources.name = by_subject.source
	left join in_source on in_source.project = by_subject.project and in_source.source = by_subject.source
	left join served on served.project = by_subject.project and served.source = by_subject.source
		and served.subject = by_subject.subject
	left join circuits on circuits.project = by_subject.project and circuits.source = by_subject.source
), of_project as (
	select by_source.*,
		coalesce(of_subject.runs, 0) + row_number() over (
			partition by by_source.project, by_source.subject order by level, accepted_at, id
		) as project_turn
	from by_source
	left join of_subject on of_subject.project = by_source.project and of_subject.source is null
		and of_subject.subject = by_source.subject
	where by_source.place <= by_source.free
), by_project as (
	select of_project.*,
		coalesce(in_project.runs, 0) as project_runs, coalesce(in_project.holding, 0) as project_holding,
		row_number() over (
			partition by of_project.project
			order by level, project_turn, served_user.served_at nulls first, accepted_at, id
		) as project_place
	from of_project
	left join served_user on served_user.project = of_project.project and served_user.subject = of_project.subject
	left join in_project on in_project.project = of_project.project
), of_all as (
	select by_project.*,
		row_number() over (
			order by project_holding + project_place, served_project.served_at nulls first, level, accepted_at, id
		) as common_place
	from by_project
	left join served_project on served_project.project = by_project.project
	where project_place <= :project_limit - project_runs
), common as (
	select
		coalesce((select sum(concurrency) from workers where heard_at > now() - interval '10 s'), :fallback_workers)
			- (select count(*) from live where holds_worker) as free
)
select by_source.id, (by_source.queued + by_source.place)::integer as place,
	case when by_source.is_down then 'source_down' end as reason,
	coalesce(of_all.common_place <= common.free, false) as admitted
from by_source
cross join common
left join of_all on of_all.id = by_source.id
