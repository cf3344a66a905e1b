delete from channels
where wanted_at < now() - $1::float8 * interval '1 ms'
	and coalesce(last_finished_at, wanted_at) < now() - $1::float8 * interval '1 ms'
	and not exists (select from attachments where attachments.channel = channels.channel)
