insert into channels (channel, project, chart, params, claims) values ($1, $2, $3, $4, $5) on conflict (channel) do nothing
