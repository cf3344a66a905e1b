-- Neither some channel's last good result nor that of a run that is kept.
delete from results
where expires_at < now()
	and not exists (select from channels where last_hash = results.hash)
	and not exists (select from runs where result_hash = results.hash)
