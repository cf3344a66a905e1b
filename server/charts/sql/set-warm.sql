-- Apart from the chart's other fields: when it is warmed changes nothing about its answers.
update charts set warm = $3 where project = $1 and name = $2 and warm is distinct from $3
