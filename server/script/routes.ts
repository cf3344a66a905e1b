/** The browser's script: its entry, and its chunks, whose names change with their content; and the themes. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Executor } from '../database/database.ts';
import { ENTRIES, findChunk } from './chunks.ts';

const BUILT = ['../../browser/', '../../dist/browser/'];

/** The folder with the script: the one that is configured, or the build beside this file, if there is one. */
export function scriptFolder(configured: string | undefined): string | undefined {
	if (configured !== undefined) return configured;
	return BUILT.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((folder) => existsSync(folder));
}

/** Any page may load it. What is not there now may be there soon: only an answer is kept, never its absence. */
function headers(cacheControl: string): MiddlewareHandler {
	return async (context, next) => {
		await next();
		context.header('access-control-allow-origin', '*');
		context.header('cross-origin-resource-policy', 'cross-origin');
		context.header('cache-control', context.res.status < 400 ? cacheControl : 'no-store');
	};
}

export function scriptRoutes(deps: { readonly database: Executor; readonly scriptFolder: string | undefined }): Hono {
	const app = new Hono();
	const { database, scriptFolder: root } = deps;
	if (root === undefined) return app;
	const files = serveStatic({ root, precompressed: false });
	app.use('/chunks/*', headers('public, max-age=31536000, immutable'), files);
	app.get('/chunks/:name', async (context) => {
		const body = await findChunk(database, context.req.param('name'));
		if (body === undefined) return context.notFound();
		return context.body(body, 200, { 'content-type': 'text/javascript; charset=utf-8' });
	});
	const plain = [
		'/chartwire.js',
		'/themes.css',
		'/embed.css',
		'/workshop.css',
		'/doctor.css',
		'/share.css',
		'/integrity.json',
		'/troubleshooting.html',
	];
	for (const entry of [...plain, ...ENTRIES.map((name) => `/${name}`)]) {
		app.get(entry, headers('public, max-age=300'), files);
	}
	return app;
}
