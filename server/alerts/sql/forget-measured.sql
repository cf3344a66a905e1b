with gone as (
	delete from alert_values where alert = $1
), unseen as (
	delete from alert_evaluations where alert = $1
)
update alerts set memory = $2, channel = null, problem = null, ordinal = 0, evaluated_at = null, value = null, reason = null
where id = $1
