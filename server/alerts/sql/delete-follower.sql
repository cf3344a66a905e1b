delete from alert_followers where alert = $1 and subject = $2
