-- Nothing where it was changed meanwhile.
update webhook_secrets set sealed = $2, former = $3
where project = $1 and sealed = $4 and former is not distinct from $5
returning project
