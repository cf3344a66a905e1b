update runs set state = 'queued', queued_at = now(), changed_at = now(), told = false
from (:line) as line
where runs.id = line.id and line.admitted and runs.state = 'waiting'
returning runs.*
