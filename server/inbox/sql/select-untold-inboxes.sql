select project, subject from inboxes
where told_version < version and changed_at < now() - $1::float8 * interval '1 ms'
order by changed_at
limit 200
