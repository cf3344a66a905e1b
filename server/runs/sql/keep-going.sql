-- A viewer's run that a schedule has asked for as well goes on when its viewers leave; its place stays.
update runs set origin = 'schedule' where id = $1 and origin = 'viewer'
