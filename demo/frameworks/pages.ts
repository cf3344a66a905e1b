/** The same page in plain HTML, React, Vue and Svelte: a chart, the filters of its group, and what its events say. */
import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import { escapeHtml, fillIn, hostName, originAt, sendPage } from '../html.ts';
import { FRAMEWORKS, type Framework, scriptOf } from './compile.ts';

const FOLDER = new URL('.', import.meta.url);
const isFramework = (name: string): name is Framework => Object.hasOwn(FRAMEWORKS, name);
const read = (file: string): Promise<string> => readFile(new URL(file, FOLDER), 'utf8');

const LINKS = Object.entries(FRAMEWORKS)
	.map(([name, title]) => `<a href="/frameworks/${name}">${title}</a>`)
	.join(' ');

async function page(context: Context, name: Framework, token: string): Promise<Response> {
	const chartwire = originAt(hostName(context), Number(new URL(context.req.url).port || 80));
	const own = name === 'plain' ? await read('plain.html') : '<div id="app" data-token="%TOKEN%"></div>';
	const values = { NAME: name, TITLE: escapeHtml(FRAMEWORKS[name]), LINKS, TOKEN: escapeHtml(token) };
	const html = fillIn(await read('example.html'), { ...values, BODY: fillIn(own, values) });
	return sendPage(context, html, { chartwire });
}

/** Adds `/frameworks/react` and its like to the demo. @param tokenOf Signs what the page's viewer may see. */
export function mountFrameworks(app: Hono, tokenOf: () => Promise<string>): void {
	app.get('/frameworks/:name', async (context) => {
		const name = context.req.param('name');
		return isFramework(name) ? page(context, name, await tokenOf()) : context.notFound();
	});
	app.get('/demo/frameworks/:file{[a-z]+\\.js}', async (context) => {
		const name = context.req.param('file').slice(0, -'.js'.length);
		if (!isFramework(name)) return context.notFound();
		return context.body(await scriptOf(name), 200, {
			'Content-Type': 'text/javascript; charset=utf-8',
			'Cache-Control': 'no-cache',
			'X-Content-Type-Options': 'nosniff',
		});
	});
}
