-- One worker plans a peak ($3). Its questions are spread evenly over the time before it ($4, in ms); what was planned too
-- late for that is due at once.
with peak as (
	insert into warm_peaks (project, chart, peak_at) values ($1, $2, $3::timestamptz)
	on conflict do nothing
	returning project, chart, peak_at
), questions as (
	select channels.channel, peak.peak_at, row_number() over (order by channels.wanted_at desc, channels.channel) - 1 as place,
		count(*) over () as questions
	from peak
	join channels on channels.project = peak.project and channels.chart = peak.chart
	where channels.wanted_at > now() - make_interval(days => $5::integer)
	order by channels.wanted_at desc, channels.channel
	limit $6
)
insert into warm_questions (channel, peak_at, due_at)
select channel, peak_at,
	peak_at - interval '1 ms' * $4::float8 * (1 - place::float8 / least(questions, $6))
from questions
