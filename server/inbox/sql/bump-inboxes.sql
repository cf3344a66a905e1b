-- One after the other in the order of their keys, so that two runs that end at once never wait for each other.
update inboxes set version = version + 1, changed_at = now()
from (
	select inboxes.project, inboxes.subject
	from inboxes
	join asked_runs on asked_runs.project = inboxes.project and asked_runs.subject = inboxes.subject
	where asked_runs.run = $1
	order by inboxes.project, inboxes.subject
	for update of inboxes
) as theirs
where inboxes.project = theirs.project and inboxes.subject = theirs.subject
