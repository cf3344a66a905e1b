/** `/docs` and `/docs/NAME`: the documents of the repository as pages. They hold no token, and load no chart. */
import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import { escapeHtml, fillPage, WORDMARK } from '../html.ts';
import { addressOf } from './addresses.ts';
import { type Doc, readDocs } from './pages.ts';
import { type Heading, type Rendered, renderDoc } from './render.ts';

const FOLDER = new URL('../../docs/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = { sql: 'text/plain; charset=utf-8', png: 'image/png' };
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

const HEADERS = { 'Cache-Control': 'no-cache', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' };

/** A document is rendered again when its text has changed. */
const rendered = new Map<string, { readonly text: string; readonly result: Rendered }>();

function render(doc: Doc, docs: readonly Doc[]): Rendered {
	const kept = rendered.get(doc.name);
	if (kept?.text === doc.text) return kept.result;
	const pages = new Map(docs.map((each) => [each.file, each]));
	const result = renderDoc(doc.text, (href) => addressOf(href, doc.file, pages));
	rendered.set(doc.name, { text: doc.text, result });
	return result;
}

const linkTo = (doc: Doc, current: Doc): string =>
	`<a href="/docs/${doc.name}"${doc === current ? ' aria-current="page"' : ''}>${escapeHtml(doc.title)}</a>`;

function sectionsHtml(headings: readonly Heading[]): string {
	const links = headings
		.filter(({ level }) => level === 2)
		.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`);
	return links.length === 0 ? '' : `<ul>${links.join('')}</ul>`;
}

/** All pages by their groups; that of the current one with its sections. */
function contentsHtml(docs: readonly Doc[], current: Doc, headings: readonly Heading[]): string {
	return [...new Set(docs.map(({ group }) => group))]
		.map((group) => {
			const items = docs
				.filter((doc) => doc.group === group)
				.map((doc) => `<li>${linkTo(doc, current)}${doc === current ? sectionsHtml(headings) : ''}</li>`);
			return `<h2>${group}</h2><ul>${items.join('\n')}</ul>`;
		})
		.join('\n');
}

function neighboursHtml(docs: readonly Doc[], current: Doc): string {
	const index = docs.indexOf(current);
	const link = (doc: Doc | undefined, rel: 'prev' | 'next', word: string): string =>
		doc === undefined
			? '<span></span>'
			: `<a rel="${rel}" href="/docs/${doc.name}"><span>${word}</span> ${escapeHtml(doc.title)}</a>`;
	return link(docs[index - 1], 'prev', 'Previous') + link(docs[index + 1], 'next', 'Next');
}

async function page(context: Context, name: string): Promise<Response> {
	const docs = await readDocs();
	const doc = docs.find((each) => each.name === name);
	if (doc === undefined) return context.notFound();
	const { html, headings } = render(doc, docs);
	const filled = await fillPage('docs.html', {
		WORDMARK,
		TITLE: escapeHtml(doc.title),
		CONTENTS: contentsHtml(docs, doc, headings),
		NEIGHBOURS: neighboursHtml(docs, doc),
		BODY: html,
	});
	return context.html(filled, 200, { ...HEADERS, 'Content-Security-Policy': POLICY });
}

/** What the search looks through: each heading of each page, with its address. */
async function headings(context: Context): Promise<Response> {
	const docs = await readDocs();
	const all = docs.flatMap((doc) =>
		render(doc, docs).headings.map(({ level, id, text }) => ({
			page: doc.title,
			text,
			href: `/docs/${doc.name}${level === 1 ? '' : `#${id}`}`,
		})),
	);
	return context.json(all, 200, HEADERS);
}

async function fileBeside(context: Context, name: string): Promise<Response> {
	const type = TYPES[name.split('.').at(-1) ?? ''];
	const body = await readFile(new URL(name, FOLDER)).catch(() => undefined);
	if (type === undefined || body === undefined) return context.notFound();
	return context.body(new Uint8Array(body), 200, { ...HEADERS, 'Content-Type': type });
}

/** Adds `/docs`, which is the first document, a page for each, what the search reads, and the files beside them. */
export function mountDocs(app: Hono): void {
	app.get('/docs', async (context) => page(context, (await readDocs())[0]?.name ?? ''));
	app.get('/docs/headings.json', headings);
	app.get('/docs/:file{[a-z-]+\\.(sql|png)}', (context) => fileBeside(context, context.req.param('file')));
	app.get('/docs/:name{[a-z-]+}', (context) => page(context, context.req.param('name')));
}
