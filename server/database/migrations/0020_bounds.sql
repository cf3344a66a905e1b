-- What has waited longest is evaluated first.
create index alert_evaluations_queued on alert_evaluations (queued_at);
