insert into alert_followers (alert, subject) values ($1, $2) on conflict do nothing
