delete from alert_evaluations where alert = $1 and run = $2 returning ordinal::text as ordinal
