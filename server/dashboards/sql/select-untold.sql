select project, name from dashboards
where told_revision < revision and updated_at < now() - $1::float8 * interval '1 ms'
order by updated_at
limit 200
