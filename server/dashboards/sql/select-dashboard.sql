select declaration, revision, told_revision, updated_at, updated_by from dashboards where project = $1 and name = $2
