/** JavaScript and TypeScript of the documents: checked by the compiler with the package's own types, and run. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { bundle } from '../../../../demo/frameworks/compile.ts';
import { setUpAdministrator } from '../../../support/people.ts';
import { TEST_SECRET } from '../../../support/server.ts';
import { allSnippets, ROOT, type Snippet } from '../../../support/snippets.ts';
import { eventually, openPage, type WatchedPage } from '../support/browser.ts';
import { htmlOf } from '../support/other-site.ts';
import { drawn, keptFrames, openHtml } from './in-page.ts';
import { cloneFolder, filledIn, type Reach, snippetsOf, type World } from './world.ts';

const run = promisify(execFile);
const SCRIPT = '<script type="module" src="https://charts.example.com/chartwire.mjs"></script>';
/** What the documents take for granted: who is signed in. */
const USER = "const user = { id: 'user-17', tenant: 'acme' };\n";

/** The same for the compiler, and the element that a page has. */
const KNOWN = `declare const user: { readonly id: string; readonly tenant: string };
declare const chart: import('chartwire').SqlChart;
`;

const fileOf = ({ id, language }: Snippet): string =>
	`${id.replace(/[^\w]+/g, '-')}.${language === 'js' ? 'mjs' : language}`;

const compilerOptions = {
	noEmit: true,
	allowJs: true,
	checkJs: true,
	// As in a program in JavaScript, where what may be undefined is nobody's error.
	strict: true,
	strictNullChecks: false,
	noImplicitAny: false,
	target: 'ES2022',
	module: 'NodeNext',
	jsx: 'react-jsx',
	lib: ['ES2023', 'DOM', 'DOM.Iterable'],
	types: ['node'],
	skipLibCheck: true,
};

/** What the DOM's own types do not know, and a page in JavaScript does without: whose event it is, what a selector finds. */
const BEYOND_THE_DOM = /\.mjs\(.+does not exist on type '(EventTarget|Element|CustomElementConstructor)'/;

/** All scripts of the documents in one program, in a folder that has the package. */
async function compileAll(folder: string): Promise<void> {
	const scripts = allSnippets().filter(({ language }) => /^(js|ts|tsx)$/.test(language));
	for (const snippet of scripts) writeFileSync(join(folder, fileOf(snippet)), snippet.text);
	const files = scripts.map(fileOf);
	writeFileSync(join(folder, 'known.d.ts'), KNOWN);
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['known.d.ts', ...files] }));
	const compiling = run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]);
	const { stdout } = await compiling.catch((error: unknown) => error as { readonly stdout: string });
	const problems = stdout.split('\n').filter((line) => line !== '' && !BEYOND_THE_DOM.test(line));
	assert.deepEqual(problems, []);
}

/** Runs a script as a program of a back end; answers what the expression comes to there. */
async function runInNode(folder: string, snippet: Snippet, { chartwire }: World, expression: string): Promise<string> {
	const { body } = await chartwire.api('POST', '/v1/project/keys', { name: 'documented' });
	const file = join(folder, `run-${fileOf(snippet)}`);
	writeFileSync(file, `${USER}${snippet.text}\nprocess.stdout.write(${expression});\n`);
	const env = {
		PATH: process.env['PATH'] ?? '',
		CHARTWIRE_KID: String(body['kid']),
		CHARTWIRE_SECRET: String(body['secret']),
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
	};
	return (await run(process.execPath, [file], { env, cwd: folder })).stdout;
}

/** Opens a chart beside a module of the page. */
const openBeside = (world: World, chart: string, module = ''): Promise<WatchedPage> =>
	openHtml(world, htmlOf(`${SCRIPT}<div id="app"></div>${chart}<script type="module">${module}</script>`));

/** By keys, as a viewer without a mouse chooses the first mark. */
async function chooseMark(page: Page): Promise<void> {
	await page.locator('sql-chart .drawing [tabindex="0"]:not(.legend)').first().focus();
	for (const key of ['Home', 'Enter']) await page.keyboard.press(key);
}

type Check = (snippet: Snippet, world: World, folder: string) => Promise<void>;

const CHECKS: Readonly<Record<string, Check>> = {
	'README.md#embed-a-chart/2': async (snippet, world, folder) => {
		const token = await runInNode(folder, snippet, world, 'token');
		const chart = `<sql-chart chart="orders-per-minute" token="${token}"></sql-chart>`;
		const { page, close } = await openBeside(world, chart);
		await drawn(page);
		await close();
	},
	'docs/pictures.md#an-address-that-permits': async (snippet, world, folder) => {
		const html = await filledIn(await runInNode(folder, snippet, world, 'html'), world);
		const address = /src="([^"]+)"/.exec(html)?.[1] ?? '';
		const answer = await fetch(address);
		assert.equal(answer.headers.get('content-type'), 'image/png', address);
		const png = Buffer.from(await answer.arrayBuffer());
		// IHDR: the width is that of the look, at two pixels for each of CSS.
		assert.equal(png.readUInt32BE(16), 2 * 560);
	},
	'docs/interaction.md#events': async ({ text }, world) => {
		const { page, complaints, close } = await openBeside(
			world,
			'<sql-chart chart="sales" token="…"></sql-chart>',
			text,
		);
		const said: unknown[][] = [];
		page.on('console', async (message) => said.push(await Promise.all(message.args().map((each) => each.jsonValue()))));
		await drawn(page);
		await chooseMark(page);
		const [chart, , cells] = await eventually('what the page says', async () => said[0]);
		assert.equal(chart, 'sales');
		assert.ok(Object.hasOwn(cells as object, 'revenue'), JSON.stringify(cells));
		assert.deepEqual(complaints, []);
		await close();
	},
	'docs/localisation.md#your-own-words': async (snippet, world, folder) => {
		const entry = join(folder, 'own-words.js');
		writeFileSync(entry, `import 'chartwire/define';\n${snippet.text}`);
		const body = await bundle(entry);
		const script = world.site.put('/own-words.js', { body, headers: { 'content-type': 'text/javascript' } });
		const chart = (name: string, locale: string) =>
			`<sql-chart server="https://charts.example.com" chart="${name}" token="…" locale="${locale}"></sql-chart>`;
		const html = htmlOf(
			`${chart('nothing', 'de')}${chart('sales', 'nl')}<script type="module" src="${script}"></script>`,
		);
		const { page, complaints, close } = await openHtml(world, html);
		await page.locator('sql-chart strong', { hasText: 'Keine Bestellungen in dieser Zeit' }).waitFor();
		await page.locator('sql-chart').nth(1).locator('.footer', { hasText: 'stand van' }).waitFor();
		assert.deepEqual(complaints, []);
		await close();
	},
	'docs/people.md#for-pages-and-scripts': async ({ text }, { chartwire, browser }) => {
		const node = chartwire.web();
		const { jar } = await setUpAdministrator(node);
		const cookies = [...jar].map(([name, value]) => ({
			...{ name, value, domain: new URL(node.url).hostname, path: '/', expires: -1 },
			...{ httpOnly: true, secure: false, sameSite: 'Lax' as const },
		}));
		const options = { storageState: { cookies, origins: [] }, bypassCSP: true };
		const { page, close } = await openPage(browser, `${node.url}/account`, options);
		const token = await page.evaluate(`(async () => { const chart = {}; ${text}; return chart.getToken(); })()`);
		const answer = await fetch(`${node.url}/v1/sources`, { headers: { authorization: `Bearer ${String(token)}` } });
		assert.equal(answer.status, 200);
		await close();
	},
	'docs/offline.md#a-page-that-starts-without-network/2': async ({ text }, world) => {
		const chart = '<sql-chart chart="sales" token="…" persist></sql-chart>';
		const { page, complaints, close } = await openBeside(world, chart, `window.forget = async () => { ${text} };`);
		await eventually('a frame is kept', async () => ((await keptFrames(page)) > 0 ? true : undefined));
		await page.evaluate('forget()');
		assert.equal(await keptFrames(page), 0);
		assert.deepEqual(complaints, []);
		await close();
	},
};

/** How each framework puts a component of the file `name` into its page. */
const MOUNTS: Readonly<Record<string, (name: string) => string>> = {
	tsx: (name) =>
		`import { createRoot } from 'react-dom/client'; import { createElement } from 'react'; import { Revenue } from './${name}'; createRoot(place).render(createElement(Revenue, { token }));`,
	vue: (name) =>
		`import { createApp } from 'vue'; import Sales from './${name}'; createApp(Sales, { token }).mount(place);`,
	svelte: (name) =>
		`import { mount } from 'svelte'; import Sales from './${name}'; mount(Sales, { target: place, props: { token } });`,
};

async function checkComponent(snippet: Snippet, world: World, folder: string): Promise<void> {
	const name = fileOf(snippet);
	writeFileSync(join(folder, name), snippet.text);
	const entry = join(folder, `mount-${snippet.language}.js`);
	const mounting = MOUNTS[snippet.language]?.(name) ?? '';
	const known = "const place = document.querySelector('#app'); const { token } = place.dataset;";
	// Imports are hoisted, wherever they stand.
	writeFileSync(entry, `${known}\n${mounting}\n`);
	const script = world.site.put(`/${name}.js`, {
		body: await bundle(entry),
		headers: { 'content-type': 'text/javascript' },
	});
	const html = `${SCRIPT}<div id="app" data-token="…"></div><script type="module" src="${script}"></script>`;
	const { page, complaints, close } = await openHtml(world, htmlOf(html));
	const said: string[] = [];
	page.on('console', (message) => said.push(message.text()));
	await page.locator('sql-chart').waitFor();
	await drawn(page);
	assert.deepEqual(await page.evaluate(() => document.querySelector('sql-chart')?.params), { year: 2026 });
	await chooseMark(page);
	assert.match(
		await eventually('what its listener says', async () => said.find((each) => /revenue/.test(each))),
		/day/,
	);
	assert.deepEqual(complaints, []);
	await close();
}

export function testScripts(world: Reach): void {
	let folder = '';
	before(() => {
		folder = cloneFolder();
	});

	test('every script of the documents compiles with the types of the package', () => compileAll(folder));

	for (const snippet of snippetsOf('script')) {
		test(`the script of ${snippet.id} does what it says`, async () => {
			const check = CHECKS[snippet.id];
			assert.ok(check !== undefined, `nobody runs ${snippet.id}`);
			await check(snippet, world(), folder);
		});
	}

	for (const snippet of snippetsOf('component'))
		test(`the component of ${snippet.id} draws its chart and hears of a choice`, () =>
			checkComponent(snippet, world(), folder));
}
