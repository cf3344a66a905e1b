update sources set sealed = $3, shown = $4, url = null
where project = $1 and name = $2 and sealed is not distinct from $5 and url is not distinct from $6
returning name
