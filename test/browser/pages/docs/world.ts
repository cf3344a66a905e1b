/** What the examples of the documents are run on: one server with the charts that they name, one browser, one other site. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { signPicture } from '../../../../server/auth/picture-permit.ts';
import { type Chartwire, startChartwire } from '../../../support/chartwire.ts';
import { temporaryDirectory } from '../../../support/postgres.ts';
import type { Scope } from '../../../support/scope.ts';
import { TEST_SECRET } from '../../../support/server.ts';
import { type Runner, runnerOf } from '../../../support/snippet-runners.ts';
import { allSnippets, ROOT, type Snippet } from '../../../support/snippets.ts';
import { until } from '../../../support/until.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OtherSite, openOtherSite } from '../support/other-site.ts';

export interface World {
	readonly chartwire: Chartwire;
	readonly site: OtherSite;
	readonly browser: Browser;
	/** The charts that are declared. */
	readonly charts: ReadonlySet<string>;
}

/** How a test reaches the world, which is there once the tests run. */
export type Reach = () => World;

export const snippetsOf = (runner: Runner): readonly Snippet[] =>
	allSnippets().filter((snippet) => runnerOf(snippet) === runner);

const TABLES = `
	create table regions (name text primary key);
	insert into regions values ('north'), ('south');
	create table orders (id bigint generated always as identity, at timestamptz default now(), day date default '2026-01-01',
		region text, product text, tenant text, total numeric, amount numeric);
	insert into orders (at, day, region, product, tenant, total, amount)
		select timestamptz '2026-01-01' + n * interval '7 hours', date '2026-01-01' + n / 3, (array['Europe', 'Asia Pacific'])[1 + n % 2],
			(array['Coffee', 'Tea', 'Kettle'])[1 + n % 3], (array['acme', 'globex'])[1 + n % 2], n, n * (1 + n % 2)
		from generate_series(1, 90) n;
	create table sales (day date, region text, revenue numeric);
	insert into sales select date '2026-01-01' + n, r, 100 + n from generate_series(0, 30) n, unnest(array['north', 'south']) r;
`;

const WHERE = 'true [[ and region = {{region}} ]] [[ and day between {{days.start}} and {{days.end}} ]]';
const PARAMS = [
	{ name: 'region', type: 'text', required: false },
	{ name: 'days', type: 'daterange', required: false },
];

/** Every chart that a document names. */
const CHARTS: Readonly<Record<string, { readonly sql: string } & Readonly<Record<string, unknown>>>> = {
	revenue: {
		sql: `select day, sum(revenue) as revenue from sales where ${WHERE} [[ and extract(year from day) = {{year}} ]] group by 1 order by 1`,
		params: [...PARAMS, { name: 'year', type: 'number', required: false }],
		claims: ['tenant'],
	},
	sales: {
		sql: `select day, sum(revenue) as revenue from sales where ${WHERE} group by 1 order by 1`,
		params: PARAMS,
		claims: ['tenant'],
	},
	orders: { sql: `select day, count(*) as orders from sales where ${WHERE} group by 1 order by 1`, params: PARAMS },
	regions: { sql: 'select name from regions order by 1' },
	'orders-by-week': {
		sql: "select date_trunc('week', at) as week, count(*) as orders from orders group by 1 order by 1",
	},
	'orders-per-minute': {
		sql: "select date_trunc('minute', at) as minute, count(*) as orders from orders group by 1 order by 1",
	},
	visits: { sql: "select date_trunc('hour', at) as hour, count(*) as visits from orders group by 1 order by 1" },
	/** Not of a document: what its charts are replaced by where another state is to be seen. */
	nothing: { sql: 'select day, revenue from sales where false' },
	broken: { sql: 'select 1 / (count(*) - count(*)) as n from sales' },
};

/** The names that the documents give the database that is `sample` here. */
const SOURCES = ['shop', 'sales'];

export async function startWorld(scope: Scope): Promise<World> {
	const env = { CHARTWIRE_TAP: 'frames' };
	const [chartwire, site, browser] = await Promise.all([
		startChartwire(scope, { env }),
		openOtherSite(scope),
		launchBrowser(),
	]);
	scope.defer(() => browser.close());
	await chartwire.customer.unsafe(TABLES);
	for (const name of SOURCES) {
		const { status } = await chartwire.api('PUT', `/v1/sources/${name}`, {
			engine: 'postgresql',
			url: chartwire.customerUrl,
		});
		assert.equal(status, 200);
	}
	for (const [name, { sql, ...more }] of Object.entries(CHARTS)) await chartwire.chart(name, sql, more);
	const token = async () => ({
		body: JSON.stringify({ token: await viewerToken(chartwire) }),
		headers: { 'content-type': 'application/json' },
	});
	site.put('/favicon.ico', { body: '', headers: { 'content-type': 'image/x-icon' } });
	for (const path of ['/token', '/session/chart-token']) site.put(path, token);
	await firstPicture(chartwire);
	return { chartwire, site, browser, charts: new Set(Object.keys(CHARTS)) };
}

/** The thread that paints loads its program with its first picture, for which a busy machine may need longer than it has. */
async function firstPicture(chartwire: Chartwire): Promise<void> {
	const headers = { authorization: `Bearer ${await viewerToken(chartwire)}` };
	const address = `${chartwire.web().url}/v1/charts/sales/picture.png`;
	await until(async () => (await fetch(address, { headers })).ok, { what: 'the first picture', timeoutMs: 90_000 });
}

export const viewerToken = (chartwire: Chartwire): Promise<string> =>
	chartwire.token({
		subject: 'viewer',
		charts: '*',
		dashboards: '*',
		permissions: [],
		claims: { tenant: 'acme' },
		expiresInSeconds: 600,
	});

const permitOf = async (chart: string): Promise<string> =>
	(await signPicture(TEST_SECRET, 'svg', { chart, expiresInSeconds: 600 })).split('permit=')[1] ?? '';

interface Integrity {
	readonly [file: string]: string;
}

/** The text with the documents' own address, and what they leave open (`…`, `TOKEN`), as they are here. */
export async function filledIn(text: string, { chartwire }: World): Promise<string> {
	const origin = chartwire.web().url;
	const hashes: Integrity = JSON.parse(readFileSync(join(ROOT, 'dist/browser/integrity.json'), 'utf8'));
	const main = Object.keys(hashes).find((file) => /main-[\w-]+\.mjs$/.test(file)) ?? '';
	const chart = /charts\/([\w-]+)\/picture/.exec(text)?.[1] ?? 'sales';
	const token = await viewerToken(chartwire);
	return text
		.replaceAll('https://charts.example.com', origin)
		.replaceAll('wss://charts.example.com', origin.replace('http', 'ws'))
		.replaceAll('http://localhost:8080', origin)
		.replace(/token="(?:…|eyJ…)"/g, `token="${token}"`)
		.replace(/#token=TOKEN/g, `#token=${token}`)
		.replace(/permit=…/g, `permit=${await permitOf(chart)}`)
		.replace(/chunks\/main-….mjs": "sha384-…/g, `${main}": "${hashes[main]}`)
		.replace(/integrity="sha384-…"/g, `integrity="${hashes['chartwire.mjs']}"`);
}

/** A folder that is this repository to whoever stands in it: its package, what it was built into, and what it needs. */
export function cloneFolder(): string {
	const folder = temporaryDirectory();
	for (const name of ['package.json', 'dist', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
	return folder;
}
