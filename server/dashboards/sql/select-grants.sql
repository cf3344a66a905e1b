-- Which charts are on the dashboards that were saved or deleted in the last so many ms; null: on all that there are.
select project, name, revision, charts from dashboards
where $1::float8 is null or updated_at > now() - interval '1 ms' * $1::float8
union all
select project, dashboard, version, null from dashboard_versions
where action = 'deleted' and saved_at > now() - interval '1 ms' * $1::float8
