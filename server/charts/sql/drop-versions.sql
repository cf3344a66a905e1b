delete from chart_versions where project = $1 and chart = $2 and version <= $3
