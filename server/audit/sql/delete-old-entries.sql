delete from audit_log where at < now() - $1::integer * interval '1 day'
