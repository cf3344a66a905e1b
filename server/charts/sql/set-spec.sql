-- Apart from the chart's other fields: how it is drawn changes nothing about its answers.
update charts set spec = $3, spec_revision = spec_revision + 1, declared_at = now()
where project = $1 and name = $2 and spec is distinct from $3
