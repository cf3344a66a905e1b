select count(*)::integer as down from circuits where opened_at is not null
