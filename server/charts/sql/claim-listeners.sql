-- Every source that charts want listened to, of which this worker is, or becomes, the one that listens.
with wanted as (
	select project, source, array_agg(distinct listen order by listen) as names
	from charts where listen is not null group by project, source
), held as (
	insert into listeners (project, source, worker, held_until)
	select project, source, $1, now() + interval '1 ms' * $2::float8 from wanted
	on conflict (project, source) do update set worker = excluded.worker, held_until = excluded.held_until
	where listeners.worker = excluded.worker or listeners.held_until < now()
	returning project, source
)
select project, source, names from held join wanted using (project, source)
