/** Links between the documents, for those who read the files and for those who read the pages. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { Hono } from 'hono';
import { addressOf } from '../../../demo/docs/addresses.ts';
import { mountDocs } from '../../../demo/docs/mount.ts';
import { readDocs } from '../../../demo/docs/pages.ts';
import { renderDoc } from '../../../demo/docs/render.ts';
import { documents, ROOT } from '../../support/snippets.ts';

const app = new Hono();
mountDocs(app);

/** The addresses of a text's links as they are written, and its anchors. */
function readLinks(text: string) {
	const hrefs: string[] = [];
	const { headings } = renderDoc(text, (href) => {
		hrefs.push(href);
		return href;
	});
	return { hrefs, anchors: new Set(headings.map(({ id }) => id)) };
}

test('no link of a document is dead: the file is there, and the heading in it', async () => {
	const docs = await readDocs();
	const read = new Map(docs.map(({ file, text }) => [file, readLinks(text)]));
	const dead: string[] = [];
	let count = 0;
	for (const { file } of docs) {
		for (const href of read.get(file)?.hrefs ?? []) {
			if (/^[a-z]+:/.test(href)) continue;
			count += 1;
			const [path = '', anchor] = href.split('#');
			const target = path === '' ? file : posix.join(posix.dirname(file), path);
			if (!existsSync(join(ROOT, target))) dead.push(`${file}: ${href}`);
			else if (anchor !== undefined && read.get(target)?.anchors.has(anchor) !== true) dead.push(`${file}: ${href}`);
		}
	}
	assert.deepEqual(dead, []);
	assert.ok(count > 80, `${count} links are looked at`);
});

test('every link and anchor of the pages leads to a page, a file or a heading that is served', async () => {
	const pages = new Map<string, string>();
	const open = async (path: string): Promise<string> => {
		const known = pages.get(path);
		if (known !== undefined) return known;
		const answer = await app.request(path);
		const text = answer.status === 200 ? await answer.text() : '';
		pages.set(path, text);
		return text;
	};
	const dead: string[] = [];
	for (const { name } of await readDocs()) {
		const html = await open(`/docs/${name}`);
		for (const [, address = ''] of html.matchAll(/(?:href|src)="((?:\/docs|#)[^"]*)"/g)) {
			const [path = '', anchor] = address.split('#');
			const target = await open(path === '' ? `/docs/${name}` : path);
			const isThere = anchor === undefined ? target !== '' : target.includes(` id="${anchor}"`);
			if (!isThere) dead.push(`/docs/${name}: ${address}`);
		}
	}
	assert.deepEqual(dead, []);
});

test('every document is a page, in the order of the list, and those that no list names come after it', async () => {
	const docs = await readDocs();
	const files = documents().filter((file) => file !== 'CONTRIBUTING.md');
	assert.deepEqual(docs.map(({ file }) => file).sort(), [...files].sort());
	const first = docs.map(({ name }) => name).filter((name) => name !== 'troubleshooting');
	assert.deepEqual(first.slice(0, 9), [
		'quick-start',
		'tokens',
		'row-level-security',
		'embedding',
		'page',
		'filters',
		'dashboard-element',
		'theming',
		'frameworks',
	]);
	const html = await (await app.request('/docs')).text();
	assert.match(html, /<h1>Quick start<\/h1>/);
	assert.match(html, /rel="next" href="\/docs\/tokens"/);
});

test('links of the files become links of the pages', () => {
	const pages = new Map([
		['docs/tokens.md', { name: 'tokens' }],
		['README.md', { name: 'readme' }],
	]);
	const cases: readonly (readonly [string, string, string | undefined])[] = [
		['tokens.md#origins', 'docs/page.md', '/docs/tokens#origins'],
		['docs/tokens.md', 'README.md', '/docs/tokens'],
		['../README.md#under-load', 'docs/page.md', '/docs/readme#under-load'],
		['database-role.sql', 'docs/database-roles.md', '/docs/database-role.sql'],
		['server/config.ts', 'README.md', undefined],
		['#here', 'README.md', '#here'],
		['https://example.com/a.md', 'README.md', 'https://example.com/a.md'],
	];
	for (const [href, file, expected] of cases) assert.equal(addressOf(href, file, pages), expected, href);
});

test('a page has no comment, no empty heading of a column, and text where its link leads nowhere', () => {
	const text =
		'# A\n\n<!-- step: one -->\n```sh\na < b\n```\n\n| `a` | |\n| --- | --- |\n| 1 | 2 |\n\n[config](server/config.ts)';
	const { html } = renderDoc(text, () => undefined);
	assert.ok(!html.includes('step:'), html);
	assert.match(html, /<code id="[\w-]+">a &#60; b\n<\/code>/);
	assert.ok(!html.includes('<th></th>'), html);
	assert.match(html, /<span>config<\/span>/);
	assert.ok(!html.includes('href'), html);
});

test('nothing beside the documents is served by a name that leads out of their folder', async () => {
	for (const path of ['/docs/..%2fpackage.json', '/docs/../package.json', '/docs/%2e%2e%2fREADME.md', '/docs/nothing'])
		assert.equal((await app.request(path)).status, 404, path);
	assert.equal((await app.request('/docs/database-role.sql')).status, 200);
});
