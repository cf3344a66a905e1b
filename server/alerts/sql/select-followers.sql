select subject from alert_followers where alert = $1 order by subject
