update dashboards set told_revision = greatest(told_revision, $3::integer) where project = $1 and name = $2
