select count(*)::integer as there from accounts where administrator and disabled_at is null
