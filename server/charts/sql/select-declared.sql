-- The channels of the charts whose parameters or claims were declared otherwise in the last so many ms.
select channels.channel, charts.declared_at::text as declared_at
from charts
join channels on channels.project = charts.project and channels.chart = charts.name
where charts.declared_at > now() - interval '1 ms' * $1::float8
