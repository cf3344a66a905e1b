/** A worker whose environment is broken after it has started: it works, and the processes that it makes cannot start. */
import { loadConfig } from '../../server/config.ts';
import { migrate, runUntilSignal, startServer } from '../../server/main.ts';

const config = loadConfig(process.env);
await migrate(config.databaseUrl);
await runUntilSignal(async () => {
	const server = await startServer(config);
	process.env['CHARTWIRE_LOG_LEVEL'] = 'no such level';
	return server;
});
