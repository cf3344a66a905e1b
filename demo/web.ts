/** The demo's web process: a Chartwire web node with the demo's pages mounted beside its API. */
import { loadConfig } from '../server/config.ts';
import { startServer } from '../server/main.ts';
import { mountPages } from './pages.ts';

const config = loadConfig({ ...process.env, CHARTWIRE_ROLE: 'web' });
const sitePort = Number(process.env['DEMO_SITE_PORT'] ?? 8081);
const wallboardSeconds = Number(process.env['DEMO_WALLBOARD_TOKEN_S'] ?? 0);
const server = await startServer(config, {
	mount: (app) => mountPages(app, { secret: config.tokenSecret, sitePort, wallboardSeconds }),
});

let stopping = false;
function stop(): void {
	if (stopping) return;
	stopping = true;
	server.stop().then(
		() => process.exit(0),
		(error: unknown) => {
			process.stderr.write(`The web process did not stop cleanly: ${String(error)}\n`);
			process.exit(1);
		},
	);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
