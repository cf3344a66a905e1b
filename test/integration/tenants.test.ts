/**
 * I9 with fifty tenants on one chart each way, at random: whatever a viewer does, on whichever path, no byte that it
 * receives is another tenant's. Each tenant's rows carry a word that nobody else has; all that comes back is searched for
 * the words of all others.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import postgres from 'postgres';
import { signPicture } from '../../server/auth/picture-permit.ts';
import type { Position, ServerMessage } from '../../widget/protocol.ts';
import { type Random, seeded } from '../model/random.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { withPostgres } from '../support/postgres.ts';
import { withReader } from '../support/reader-role.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer, TEST_SECRET } from '../support/server.ts';
import { connectWire } from '../support/wire.ts';

const TENANTS = 50;
const VISITS = 110;
const AT_ONCE = 8;
const LARGE_ROWS = 400;
const SEED = Number(process.env['CHARTWIRE_TEST_SEED'] ?? Date.now() % 1_000_000);

const owner = scope();
const names = Array.from({ length: TENANTS }, (_, index) => `tenant-${index}`);
const words = new Map(names.map((name) => [name, `word${randomBytes(6).toString('hex')}`]));
const CHARTS = ['policy', 'bound', 'large', 'broken'] as const;
let chartwire: Chartwire;
let nodes: readonly SpawnedServer[];
/** What some viewer has got, for others to try: positions of channels, addresses of results, ids of runs. */
const loot: { positions: Position[]; hrefs: { href: string; tenant: string }[]; runs: string[] } = {
	positions: [],
	hrefs: [],
	runs: [],
};

before(async () => {
	chartwire = await startChartwire(owner);
	const database = await withPostgres(owner);
	const reader = await withReader(owner, database);
	const admin = postgres(database.url, { max: 1, onnotice: () => {} });
	owner.defer(() => admin.end());
	await admin.unsafe(`
		create table kept (tenant text, word text, copy integer);
		create table open_to_all (tenant text, word text);
		alter table kept enable row level security;
		create policy tenants on kept for select to "${reader.name}"
			using (tenant = current_setting('chartwire.tenant', true));
		grant select on kept, open_to_all to "${reader.name}"`);
	for (const [tenant, word] of words) {
		await admin`insert into kept select ${tenant}, ${word}, i from generate_series(1, ${LARGE_ROWS}) i`;
		await admin`insert into open_to_all values (${tenant}, ${word})`;
	}
	const source = { engine: 'postgresql', url: reader.url, maxConcurrent: 8 };
	assert.ok((await chartwire.api('PUT', '/v1/sources/shared', source)).status < 300);
	const declare = (name: string, sql: string) =>
		chartwire.chart(name, sql, { source: 'shared', claims: ['tenant'], maxAgeMs: 5_000 });
	await declare('policy', 'select word from kept where copy = 1');
	await declare('bound', 'select word from open_to_all where tenant = {{claims.tenant}}');
	await declare('large', "select word || ' ' || copy || repeat('.', 40) as word from kept order by copy");
	await declare('broken', 'select word::integer from kept where copy = 1');
	assert.equal((await chartwire.api('PUT', '/v1/project', { private: true })).status, 200);
	nodes = [chartwire.web(), await spawnServer({ role: 'web', env: chartwire.env, scope: owner })];
});

interface Seen {
	readonly tenant: string;
	/** How often the tenant's own word came: a test that receives nothing would prove nothing. */
	own: number;
}

/** @throws AssertionError when a text has a word of another tenant */
function search(text: string, seen: Seen, where: string): void {
	for (const [tenant, word] of words) {
		if (!text.includes(word)) continue;
		assert.equal(tenant, seen.tenant, `${where}: ${seen.tenant} got what is of ${tenant} (seed ${SEED})`);
		seen.own += 1;
	}
}

const tokenFor = (tenant: string) =>
	chartwire.token({ subject: 'everybody', permissions: [], charts: [...CHARTS], claims: { tenant } });

function rob(messages: readonly ServerMessage[], tenant: string): void {
	for (const message of messages) {
		if (message.type !== 'event' && message.type !== 'reset') continue;
		const { epoch, seq } = message;
		if (loot.positions.length < 200) loot.positions.push({ epoch, seq });
		const text = JSON.stringify(message);
		for (const [, href = ''] of text.matchAll(/"href":"([^"]+)"/g)) loot.hrefs.push({ href, tenant });
		for (const [, run = ''] of text.matchAll(/"run":"([0-9a-f-]{36})"/g)) loot.runs.push(run);
	}
}

const isEnd = (frame: ServerMessage): boolean =>
	(frame.type === 'event' && (frame.event.kind === 'result' || frame.event.kind === 'failed')) ||
	(frame.type === 'reset' && (frame.snapshot.result !== undefined || frame.snapshot.run?.kind === 'failed'));

interface Visit {
	readonly random: Random;
	readonly node: SpawnedServer;
	readonly seen: Seen;
}

const oneOf = <T>(random: Random, items: readonly T[]): T | undefined =>
	items.length === 0 ? undefined : random.pick(items);

async function fetched({ node, seen }: Visit, path: string, init: RequestInit = {}, token?: string): Promise<Response> {
	const headers = { authorization: `Bearer ${token ?? (await tokenFor(seen.tenant))}`, ...init.headers };
	const response = await fetch(`${node.url}${path}`, { ...init, headers });
	search(await response.clone().text(), seen, path);
	return response;
}

async function byPoll(visit: Visit): Promise<void> {
	const since = oneOf(visit.random, loot.positions);
	const chart = visit.random.pick(CHARTS);
	const subscriptions = [{ id: 1, chart, ...(since === undefined ? {} : { since }) }];
	const body = JSON.stringify({ token: await tokenFor(visit.seen.tenant), subscriptions, waitMs: 300 });
	const headers = { 'content-type': 'application/json' };
	const response = await fetched(visit, '/v1/poll', { method: 'POST', headers, body });
	rob(((await response.json()) as { messages: ServerMessage[] }).messages, visit.seen.tenant);
}

async function byStream(visit: Visit): Promise<void> {
	const subscriptions = CHARTS.map((chart, index) => ({ id: index + 1, chart }));
	const body = JSON.stringify({ token: await tokenFor(visit.seen.tenant), subscriptions });
	const headers = { 'content-type': 'application/json' };
	const signal = AbortSignal.timeout(600);
	const response = await fetch(`${visit.node.url}/v1/stream`, { method: 'POST', headers, body, signal });
	let text = '';
	try {
		for await (const part of response.body ?? []) text += Buffer.from(part).toString();
	} catch {
		// The time is over.
	}
	search(text, visit.seen, '/v1/stream');
}

async function bySocket(visit: Visit): Promise<void> {
	const { random, node, seen } = visit;
	const wire = await connectWire({ url: node.url, token: await tokenFor(seen.tenant), scope: owner });
	const chart = random.pick(CHARTS);
	const since = random.chance(0.5) ? oneOf(random, loot.positions) : undefined;
	await wire.subscribe({ chart }, since);
	await wire.waitFor(isEnd, 20_000);
	rob(wire.frames, seen.tenant);
	search(wire.texts.join('\n'), seen, `socket ${chart}`);
	const next: Seen = { tenant: random.pick(names), own: 0 };
	wire.send({ type: 'token', token: await tokenFor(next.tenant) });
	await wire.waitForType('token_accepted');
	const until = wire.frames.findIndex(({ type }) => type === 'token_accepted');
	if (next.tenant !== seen.tenant) await wire.subscribe({ chart }, since);
	await new Promise((resolve) => setTimeout(resolve, 150));
	search(wire.texts.slice(0, until).join('\n'), seen, `socket ${chart} before the swap`);
	search(wire.texts.slice(until).join('\n'), next, `socket ${chart} after the swap`);
	await wire.close();
}

async function byFile(visit: Visit): Promise<void> {
	const chart = visit.random.pick(CHARTS);
	await fetched(visit, `/v1/charts/${chart}/rows.csv?rows=${visit.random.chance(0.5) ? 'all' : 'shown'}`);
}

async function byPicture(visit: Visit): Promise<void> {
	const { seen, node } = visit;
	await fetched(visit, '/v1/charts/bound/picture.svg');
	const grant = { chart: 'policy', claims: { tenant: seen.tenant }, expiresInSeconds: 60 };
	const path = await signPicture(TEST_SECRET, 'svg', grant);
	const response = await fetch(`${node.url}${path}`, {
		headers: { authorization: `Bearer ${await tokenFor(seen.tenant)}` },
	});
	search(await response.text(), seen, 'a signed picture');
}

/** What others have got: addresses of results, of runs, and those that nobody has. */
async function byGuess(visit: Visit): Promise<void> {
	const stolen = oneOf(visit.random, loot.hrefs);
	if (stolen !== undefined) {
		const { status } = await fetched(visit, stolen.href);
		assert.equal(status, stolen.tenant === visit.seen.tenant ? 200 : 403, stolen.href);
	}
	const guessed = await fetched(visit, `/v1/results/${randomBytes(32).toString('base64url')}`);
	assert.equal(guessed.status, 404);
	const run = oneOf(visit.random, loot.runs);
	if (run === undefined) return;
	for (const path of [`/v1/runs/${run}`, `/v1/runs/${run}/rows.csv`]) {
		assert.ok((await fetched(visit, path)).status >= 400, path);
	}
}

const WAYS = [bySocket, bySocket, byPoll, byStream, byFile, byPicture, byGuess, byGuess];

test(`I9 no viewer of fifty tenants receives another's byte, on any path (seed ${SEED})`, async () => {
	const random = seeded(SEED);
	const seen = new Map(names.map((tenant) => [tenant, { tenant, own: 0 }]));
	let left = VISITS;
	const visitor = async () => {
		while (left > 0) {
			left -= 1;
			const tenant = names[left % TENANTS] ?? '';
			const node = random.pick(nodes);
			const way = random.pick(WAYS);
			await way({ random, node, seen: seen.get(tenant) ?? { tenant, own: 0 } });
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, visitor));
	const total = [...seen.values()].reduce((sum, { own }) => sum + own, 0);
	assert.ok(total >= VISITS / 2, `only ${total} times a tenant got rows of its own`);
	assert.ok(loot.hrefs.length > 0 && loot.runs.length > 0, 'there was nothing to steal');
});

test('I9 an error repeats rows of its own viewer only', async () => {
	for (const tenant of ['tenant-3', 'tenant-4']) {
		const wire = await connectWire({ url: chartwire.web().url, token: await tokenFor(tenant), scope: owner });
		await wire.subscribe({ chart: 'broken' });
		await wire.waitFor(isEnd, 20_000);
		const seen = { tenant, own: 0 };
		search(wire.texts.join('\n'), seen, 'an error');
		assert.ok(seen.own > 0, 'the error names no row, so that nothing is shown by it');
		await wire.close();
	}
});
