-- What is still kept of deliveries: emptied once it is old, and sealed anew under a new key.
create index deliveries_kept on deliveries (ended_at) where message is not null;
update deliveries set channel = channel - 'sealed' where message is null;

-- Where a time was sent to stands with its deliveries: once it has ended, it needs no sealed address any more.
update schedule_times set declaration = declaration - 'channels' where ended_at is not null;
create index schedule_times_ended on schedule_times (ended_at) where ended_at is not null;
