select project, name, declaration ->> 'cron' as cron, declaration ->> 'timeZone' as "timeZone" from schedules where enabled
