/** JSON and SQL of the documents: what a server takes, and what PostgreSQL does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import postgres from 'postgres';
import { webhookBody } from '../../../../server/deliveries/webhook.ts';
import { applyPatch } from '../../../../widget/patch.ts';
import type { LinkedResult } from '../../../../widget/protocol.ts';
import { withPostgres } from '../../../support/postgres.ts';
import { withReader } from '../../../support/reader-role.ts';
import type { Scope } from '../../../support/scope.ts';
import type { Snippet } from '../../../support/snippets.ts';
import { until } from '../../../support/until.ts';
import { type Reach, snippetsOf, viewerToken, type World } from './world.ts';

type Sent = Parameters<typeof webhookBody>;
type Fields = Readonly<Record<string, unknown>>;

/** A fingerprint as `ssh-keygen -lf` prints it, of no key. */
const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

async function put({ chartwire }: World, path: string, body: unknown): Promise<void> {
	const answer = await chartwire.api('PUT', path, body);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** What its bearer sees of a chart, as CSV: the SQL runs, or this fails. */
async function rowsOf({ chartwire }: World, chart: string, token: string): Promise<string> {
	const headers = { authorization: `Bearer ${token}` };
	return until(
		async () => {
			const answer = await fetch(`${chartwire.web().url}/v1/charts/${chart}/rows.csv`, { headers });
			const text = await answer.text();
			assert.ok(answer.ok || answer.status === 503, text);
			return answer.ok ? text : undefined;
		},
		{ what: `the rows of ${chart}`, timeoutMs: 30_000 },
	);
}

/** The columns of the example, in a table of which it is a specification. */
async function checkSpec(world: World, spec: Fields, name: string): Promise<void> {
	await put(world, `/v1/charts/${name}`, { source: 'sample', sql: 'select 1 as n', spec });
	const wrong = { ...spec, typo: true };
	const answer = await world.chartwire.api('PUT', `/v1/charts/${name}`, {
		source: 'sample',
		sql: 'select 1',
		spec: wrong,
	});
	assert.equal(answer.status, 400, 'a field that does not exist is refused: the schema is asked');
}

/** The patch of the example, on a table that has what it takes over. */
function checkPatch({ rows, patch }: Pick<LinkedResult, 'rows' | 'patch'>): void {
	assert.ok(patch !== undefined);
	const columns = [
		{ name: 'at', type: 'timestamptz' },
		{ name: 'value', type: 'float8' },
	] as unknown as Parameters<typeof applyPatch>[0]['columns'];
	const cells = Array.from({ length: rows }, (_, index) => index);
	const base = { columns, data: [cells.map(String), cells], rows, truncated: false };
	const data = applyPatch(base, patch, rows);
	assert.deepEqual(
		data?.map((column) => [column.length, column.at(0), column.at(-1)]),
		[
			[rows, '1', '2026-11-24T09:00:00Z'],
			[rows, 1, 42.5],
		],
	);
}

async function checkJson(world: World, { id, text }: Snippet, name: string): Promise<void> {
	const value = JSON.parse(text.replaceAll('SHA256:…', FINGERPRINT)) as Fields;
	if ('sql' in value) {
		await put(world, `/v1/charts/${name}`, value);
		const csv = await rowsOf(world, name, await viewerToken(world.chartwire));
		assert.ok(csv.trim().split('\n').length > 1, `${id} brings no rows: ${csv}`);
	} else if ('tabs' in value) await put(world, `/v1/dashboards/${name}`, value);
	else if ('spec' in value || 'version' in value) await checkSpec(world, value, name);
	else if ('engine' in value) await put(world, `/v1/sources/${name}`, value);
	else if ('patch' in value) checkPatch(value as unknown as LinkedResult);
	else if ('cron' in value) await checkSchedule(world, value, name);
	else if ('timestamp' in value) checkHook(value as unknown as DocumentedHook);
	else assert.fail(`nobody knows what ${id} illustrates`);
}

/** The dashboard that it sends has the tab and the filter that it names. */
async function checkSchedule(world: World, schedule: Fields, name: string): Promise<void> {
	const tabs = [
		{ id: 'today', title: 'Today', items: [{ id: 'one', kind: 'chart', chart: 'one', x: 0, y: 0, w: 6, h: 4 }] },
	];
	const filters = [{ id: 'region', label: 'Region', type: 'search', param: 'region' }];
	const { dashboard } = schedule['target'] as { readonly dashboard: string };
	await put(world, `/v1/dashboards/${dashboard}`, { title: 'Sales', tabs, filters });
	await put(world, `/v1/schedules/${name}`, schedule);
}

interface DocumentedHook {
	readonly timestamp: string;
	readonly data: {
		readonly delivery: string;
		readonly project: string;
		readonly cause: { readonly kind: string; readonly name: string };
		readonly charts: readonly [Fields, ...Fields[]];
	} & Fields;
}

/** The sender writes the same from the same, field by field. */
function checkHook(hook: DocumentedHook): void {
	const { delivery: id, project, cause, charts, fields, ...message } = hook.data;
	const [{ chart, title, params, summary: words, failed, asOf, ...rest }] = charts;
	const result = { ...rest, hash: '', asOf: Date.parse(String(asOf)) };
	const row = {
		...{ id, project, cause_kind: cause.kind, cause_name: cause.name, cause_at: new Date(hook.timestamp) },
		message: { ...message, fields: Object.entries(fields as Fields) },
		attach: { charts: [{ chart, params, result }] },
	};
	const rendered = [{ title, words, failed }];
	const sent = webhookBody(row as unknown as Sent[0], rendered as unknown as Sent[1]);
	assert.deepEqual(JSON.parse(sent), hook);
}

type SqlCheck = (sql: string, owner: Scope) => Promise<void>;

/** Policies as they stand, for a role made as database-roles.md makes it: each tenant has their rows, and no others. */
const checkPolicy: SqlCheck = async (sql, owner) => {
	const database = await withPostgres(owner);
	const admin = postgres(database.url, { max: 1, onnotice: () => {} });
	owner.defer(() => admin.end());
	await admin.unsafe("create table orders (tenant text); insert into orders values ('acme'), ('acme'), ('globex')");
	const role = await withReader(owner, database);
	await admin.unsafe(sql.replaceAll('"chartwire_reader"', `"${role.name}"`));
	const reader = postgres(role.url, { max: 1 });
	owner.defer(() => reader.end());
	const counts: number[] = [];
	for (const tenant of ['acme', 'globex', '']) {
		const [row] = await reader.begin(async (on) => {
			await on`select set_config('chartwire.tenant', ${tenant}, true)`;
			return on<{ n: number }[]>`select count(*)::int as n from orders`;
		});
		counts.push(row?.n ?? -1);
	}
	assert.deepEqual(counts, [2, 1, 0]);
};

const SQL_CHECKS: Readonly<Record<string, SqlCheck>> = {
	'docs/row-level-security.md#each-viewer-their-own-rows/2': checkPolicy,
	'docs/database-roles.md#several-tenants': checkPolicy,
	'docs/live-on-change.md#from-the-database-notify': async (sql, owner) => {
		const { url } = await withPostgres(owner);
		const admin = postgres(url, { max: 1, onnotice: () => {} });
		owner.defer(() => admin.end());
		await admin.unsafe('create table orders (n int)');
		await admin.unsafe(sql);
		let heard = 0;
		const { unlisten } = await admin.listen('orders', () => {
			heard += 1;
		});
		for (const change of ['insert into orders values (1)', 'update orders set n = 2', 'truncate orders'])
			await admin.unsafe(change);
		await until(() => heard === 3, { what: 'a notification for each change' });
		await unlisten();
	},
};

export function testData(world: Reach, owner: Scope): void {
	snippetsOf('json').forEach((snippet, index) => {
		test(`the JSON of ${snippet.id} is what the server takes`, () =>
			checkJson(world(), snippet, `documented-${index}`));
	});
	for (const { id, text } of snippetsOf('sql')) {
		test(`the SQL of ${id} does in PostgreSQL what it says`, async () => {
			const check = SQL_CHECKS[id];
			assert.ok(check !== undefined, `nobody looks at what ${id} does`);
			await check(text, owner);
		});
	}
}
