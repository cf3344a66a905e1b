/** Serves a recording with the page that replays it: nothing of a Chartwire server, Redis or Postgres is behind it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { scriptFolder } from '../script/routes.ts';

export interface ReplayServer {
	readonly url: string;
	close(): Promise<void>;
}

/** Listens on this machine only; port 0 takes a free one. @throws Error when the browser's files are not built, or the port is taken. */
export async function serveReplay(file: string, port: number): Promise<ReplayServer> {
	const root = scriptFolder(undefined);
	if (root === undefined || !existsSync(join(root, 'replay.html')))
		throw new Error('The page that replays is missing; build the project first: npm run build.');
	const app = new Hono();
	app.use('*', async (context, next) => {
		await next();
		context.header('cache-control', 'no-store');
		context.header('x-content-type-options', 'nosniff');
	});
	app.get('/recording.ndjson', async (context) =>
		context.body(await readFile(file, 'utf8'), 200, { 'content-type': 'application/x-ndjson; charset=utf-8' }),
	);
	app.get('/', serveStatic({ root, path: 'replay.html' }));
	app.use('*', serveStatic({ root }));
	return new Promise((resolve, reject) => {
		const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
			const close = () => new Promise<void>((done) => server.close(() => done()));
			resolve({ url: `http://127.0.0.1:${address.port}/`, close });
		});
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken; give another with --port.`) : error);
		});
	});
}
