select set_config('chartwire.audit_retention', 'on', true)
