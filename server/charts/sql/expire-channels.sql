update channels set last_finished_at = null, expired_at = now() where project = $1 and chart = $2
