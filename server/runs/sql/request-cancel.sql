update runs set cancel_requested = true where id = $1 and state = 'running' returning *
