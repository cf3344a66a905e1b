select alerts.*, extract(epoch from delivery_clock())::float8 * 1000 as now_ms from alerts where project = $1 and name = $2
