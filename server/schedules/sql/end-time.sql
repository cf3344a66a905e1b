-- Where it goes on from the state $2 to $3. Where it was sent to stands with its deliveries then.
update schedule_times set state = $3, reason = $4,
	ended_at = case when $3 in ('sent', 'skipped', 'failed') then delivery_clock() end,
	declaration = case when $3 in ('sent', 'skipped', 'failed') then declaration - 'channels' else declaration end
where id = $1 and state = $2
