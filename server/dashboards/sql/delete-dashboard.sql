delete from dashboards where project = $1 and name = $2
