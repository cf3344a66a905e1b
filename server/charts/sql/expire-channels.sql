update channels set last_finished_at = null where project = $1 and chart = $2
