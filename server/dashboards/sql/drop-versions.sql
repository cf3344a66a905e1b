delete from dashboard_versions where project = $1 and dashboard = $2 and version <= $3
