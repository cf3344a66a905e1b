insert into channels (channel, project) values ($1, $2) on conflict (channel) do nothing
