/**
 * The Harbour Ledger: somebody else's web site, in a process and on an origin of its own, with two Chartwire charts in
 * an article. It knows Chartwire by its address and the shared secret only, and signs its readers' tokens itself, as a
 * customer's back end does in any language that has a JWT library. Nothing here is imported from server/.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { SignJWT } from 'jose';
import { escapeHtml, fillPage, hostName, originAt, sendFile, sendPage } from './html.ts';

interface SiteConfig {
	readonly port: number;
	readonly host: string;
	readonly chartwirePort: number;
	readonly secret: string;
}

function readConfig(env: NodeJS.ProcessEnv): SiteConfig {
	const secret = env['CHARTWIRE_TOKEN_SECRET'] ?? '';
	if (secret === '') throw new Error('The article needs CHARTWIRE_TOKEN_SECRET, the secret it shares with Chartwire.');
	return {
		port: Number(env['DEMO_SITE_PORT'] ?? 8081),
		host: env['HOST'] ?? '0.0.0.0',
		chartwirePort: Number(env['PORT'] ?? 8080),
		secret,
	};
}

/** A reader may watch these two charts for half a day, and nothing else. */
function readerToken(secret: string): Promise<string> {
	return new SignJWT({ project: 'default', charts: ['us-jobs-change', 'us-jobs-by-industry'] })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.setSubject('ledger-reader')
		.setExpirationTime('12h')
		.sign(new TextEncoder().encode(secret));
}

function createSite(config: SiteConfig): Hono {
	const app = new Hono();
	app.get('/', async (context) => {
		const chartwire = originAt(hostName(context), config.chartwirePort);
		const values = { TOKEN: await readerToken(config.secret), ORIGIN: escapeHtml(chartwire) };
		return sendPage(context, await fillPage('article.html', values), { chartwire });
	});
	app.get('/favicon.ico', (context) => sendFile(context, 'article.svg'));
	app.get('/:file{article\\.(css|svg)}', (context) => sendFile(context, context.req.param('file')));
	return app;
}

const config = readConfig(process.env);
const server = serve({ fetch: createSite(config).fetch, port: config.port, hostname: config.host });
server.on('error', (error: NodeJS.ErrnoException) => {
	const why = error.code === 'EADDRINUSE' ? `port ${config.port} is taken; set DEMO_SITE_PORT` : error.message;
	process.stderr.write(`The article's server cannot start: ${why}\n`);
	process.exit(1);
});

function stop(): void {
	server.close(() => process.exit(0));
	if ('closeAllConnections' in server) server.closeAllConnections();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
