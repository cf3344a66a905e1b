select warm_questions.channel, channels.project, channels.chart, channels.params, channels.claims, warm_questions.peak_at::text as peak
from warm_questions
join channels on channels.channel = warm_questions.channel
where due_at <= now()
order by due_at
limit $1
