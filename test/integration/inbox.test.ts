/** A run belongs to the server, not to the page: it is found again in its author's history and inbox. Real processes. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import type { EventMessage, NoticeEvent, ServerMessage } from '../../widget/protocol.ts';
import { author, type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
});

async function apiOf(subject: string, method: string, path: string, body?: unknown) {
	const token = await chartwire.token({ subject });
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
	const response = await fetch(`${chartwire.web().url}${path}`, init);
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const post = async (subject: string, sql: string) =>
	String((await apiOf(subject, 'POST', '/v1/runs', { source: 'sample', sql })).body['run']);
const ended = (run: string) =>
	until(
		async () => {
			const [row] = await chartwire.control<{ state: string }[]>`
				select state from runs where id = ${run} and finished_at is not null`;
			return row?.state;
		},
		{ what: 'the run ends' },
	);
const wireOf = (subject: string) => chartwire.wire({ ...author, subject });
const inboxIn = (frame: ServerMessage): NoticeEvent | undefined => {
	if (frame.type === 'reset') return frame.snapshot.inbox;
	return frame.type === 'event' && frame.event.kind === 'notice' ? frame.event : undefined;
};
const tells =
	(holds: (inbox: NoticeEvent) => boolean) =>
	(frame: ServerMessage): boolean => {
		const inbox = inboxIn(frame);
		return inbox !== undefined && holds(inbox);
	};
const lastInbox = (wire: WireClient) => wire.frames.map(inboxIn).findLast((inbox) => inbox !== undefined);

describe('an author’s inbox', () => {
	test('I13 what ended while its author was away is told on the return: result, failure and cancellation', async () => {
		const [good, bad, long] = await Promise.all([
			post('away', "select 1 as n, 'away'"),
			post('away', "select nope, 'away'"),
			post('away', "select pg_sleep(60), 'away'"),
		]);
		await until(async () => (await apiOf('away', 'GET', `/v1/runs/${long}`)).body['state'] === 'running');
		await apiOf('away', 'DELETE', `/v1/runs/${long}`);
		for (const run of [good, bad, long]) await ended(run);
		const wire = await wireOf('away');
		await wire.subscribe({ inbox: true });
		await wire.waitFor(tells(({ notices }) => notices.length === 3));
		const inbox = lastInbox(wire);
		const states = Object.fromEntries((inbox?.notices ?? []).map(({ run, state }) => [run, state]));
		assert.deepEqual(states, { [good]: 'succeeded', [bad]: 'failed', [long]: 'canceled' });
		assert.equal(inbox?.unread, 3);
		const failure = inbox?.notices.find(({ run }) => run === bad);
		assert.equal(failure?.code, 'sql_error');
		assert.match(failure?.message ?? '', /nope/);
		assert.equal(inbox?.notices.find(({ run }) => run === good)?.rows, 1);
	});

	test('is told at once when a run ends, and what one has read is read on every page', async () => {
		const [first, second] = [await wireOf('present'), await wireOf('present')];
		for (const wire of [first, second]) await wire.subscribe({ inbox: true });
		const run = await post('present', "select 2 as n, 'present'");
		for (const wire of [first, second]) {
			await wire.waitFor(tells(({ unread, notices }) => unread === 1 && notices[0]?.run === run));
		}
		const answer = await apiOf('present', 'POST', '/v1/inbox/read', { runs: [run] });
		assert.equal(answer.body['unread'], 0);
		for (const wire of [first, second]) {
			await wire.waitFor(tells(({ unread, notices }) => unread === 0 && notices[0]?.read === true));
		}
		const versions = first.frames
			.filter((frame): frame is EventMessage => frame.type === 'event')
			.map(({ seq }) => seq);
		assert.deepEqual(
			versions,
			[...versions].sort((a, b) => a - b),
		);
		const wrong = await apiOf('present', 'POST', '/v1/inbox/read', { runs: ['nope'] });
		assert.equal(wrong.status, 400);
	});

	test('I9 is one’s own: nobody else is told, and a viewer has none', async () => {
		const other = await wireOf('other');
		const { channel } = await other.subscribe({ inbox: true });
		const mine = await wireOf('mine');
		assert.notEqual((await mine.subscribe({ inbox: true })).channel, channel);
		const run = await post('mine', "select 3 as n, 'mine'");
		await mine.waitFor(tells(({ notices }) => notices[0]?.run === run));
		assert.equal(lastInbox(other)?.notices.length ?? 0, 0);
		assert.deepEqual((await apiOf('other', 'GET', '/v1/inbox')).body, { unread: 0, notices: [] });
		const elsewhere = await chartwire.wire({ ...author, subject: 'mine', project: 'another' });
		await elsewhere.subscribe({ inbox: true });
		await elsewhere.waitFor(tells(({ notices }) => notices.length === 0));
		const viewer = await chartwire.wire({ permissions: [], subject: 'mine' });
		await assert.rejects(viewer.subscribe({ inbox: true }), /not_allowed/);
	});

	test('I8 two authors who ask the same share the run, and both are told', async () => {
		const sql = "select pg_sleep(1), 'shared' as name";
		const wires = [await wireOf('ada'), await wireOf('ben')];
		for (const wire of wires) await wire.subscribe({ inbox: true });
		const [one, two] = [await post('ada', sql), await post('ben', sql)];
		assert.equal(one, two);
		for (const wire of wires) await wire.waitFor(tells(({ notices }) => notices[0]?.run === one));
		for (const subject of ['ada', 'ben']) {
			const { runs } = (await apiOf(subject, 'GET', '/v1/runs')).body as { runs: { run: string }[] };
			assert.deepEqual(
				runs.map(({ run }) => run),
				[one],
			);
		}
	});

	test('I4 outlives an emptied Redis, and goes on from there', async () => {
		const before = await wireOf('flushed');
		await before.subscribe({ inbox: true });
		const run = await post('flushed', "select 4 as n, 'flushed'");
		await before.waitFor(tells(({ notices }) => notices[0]?.run === run));
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		const after = await wireOf('flushed');
		await after.subscribe({ inbox: true });
		await after.waitFor(tells(({ notices }) => notices[0]?.run === run));
		const next = await post('flushed', "select 5 as n, 'flushed'");
		for (const wire of [before, after])
			await wire.waitFor(
				tells(({ notices }) => notices[0]?.run === next),
				20_000,
			);
	});
});

describe('an author’s history', () => {
	test('lists the own runs page by page, the latest first, each once, also while new ones come', async () => {
		const posted: string[] = [];
		for (let index = 0; index < 7; index += 1) posted.push(await post('lister', `select ${index} as n, 'lister'`));
		await post('somebody', "select 1 as n, 'not of the lister'");
		for (const run of posted) await ended(run);
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const query = cursor === undefined ? '' : `&cursor=${cursor}`;
			const { body } = await apiOf('lister', 'GET', `/v1/runs?limit=3${query}`);
			const page = body as { runs: { run: string; state: string; result?: unknown }[]; next?: string };
			assert.ok(page.runs.length <= 3, 'a page is as long as was asked');
			assert.ok(
				page.runs.every(({ result }) => result === undefined),
				'results are fetched one by one',
			);
			seen.push(...page.runs.map(({ run }) => run));
			cursor = page.next;
			if (seen.length === 3) await post('lister', "select 99 as n, 'lister, later'");
		} while (cursor !== undefined);
		assert.deepEqual(seen, posted.reverse());
	});

	test('can be asked for a state, and names what is wrong with a question', async () => {
		const run = await post('chooser', "select wrong, 'chooser'");
		await ended(run);
		await ended(await post('chooser', "select 1 as right, 'chooser'"));
		const { body } = await apiOf('chooser', 'GET', '/v1/runs?state=failed');
		assert.deepEqual(
			(body['runs'] as { run: string }[]).map((each) => each.run),
			[run],
		);
		for (const query of ['cursor=nope', 'limit=1000', 'state=odd', 'colour=red']) {
			const wrong = await apiOf('chooser', 'GET', `/v1/runs?${query}`);
			assert.deepEqual([wrong.status, (wrong.body['error'] as { code: string }).code], [400, 'bad_request'], query);
		}
		const token = await chartwire.token({ permissions: [] });
		const refused = await fetch(`${chartwire.web().url}/v1/runs`, { headers: { authorization: `Bearer ${token}` } });
		assert.equal(refused.status, 403);
	});
});
