-- What has waited longest is evaluated first.
create index alert_evaluations_queued on alert_evaluations (queued_at);

-- Deliveries are dropped some time after they have ended, and not kept for ever any more.
create index deliveries_ended on deliveries (ended_at) where ended_at is not null;
-- Those of one time of a schedule, whose key begins with it.
create index deliveries_of_time on deliveries (project, split_part(key, ' ', 1)) where cause_kind = 'schedule';

-- A schedule that is not sent tells whoever saved it last.
alter table notices drop constraint notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in ('alert', 'shared', 'schedule'));
