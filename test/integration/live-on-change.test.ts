/** A chart is asked again when its data changes: once in its interval at most, never for nobody, and the last change counts. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import type { EventMessage, ResetMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
let key: string;

before(async () => {
	chartwire = await startChartwire(owner);
	await chartwire.customer`create table tally (n integer)`;
	await chartwire.customer`insert into tally values (0)`;
	await chartwire.chart('keyed', 'select 1');
	key = String((await chartwire.api('GET', '/v1/charts/keyed/changed')).body['key']);
});

const setTally = (n: number) => chartwire.customer`update tally set n = ${n}`;
const isResult = (frame: ServerMessage): frame is EventMessage =>
	frame.type === 'event' && frame.event.kind === 'result';

/** What a client's results have said, one number each. */
const shown = (viewer: WireClient): readonly unknown[] =>
	viewer.frames.filter(isResult).map(({ event }) => {
		return event.kind === 'result' && 'data' in event.result ? event.result.data[0]?.[0] : undefined;
	});

const runsOf = async (chart: string) =>
	chartwire.control<{ at: number }[]>`
		select extract(epoch from accepted_at)::float8 * 1000 as at from runs where chart = ${chart} order by accepted_at`;

interface Announcement {
	readonly at?: number;
	readonly body?: string;
	readonly signedBody?: string;
	readonly project?: string;
	readonly key?: string;
}

/** Signed here, by what the document says, and not by the server's code. */
async function announce(
	chart: string,
	options: Announcement = {},
): Promise<{ status: number; code: string | undefined }> {
	const { at = Date.now(), body = '', signedBody = body, project = 'default' } = options;
	const seconds = Math.floor(at / 1_000);
	const hex = createHmac('sha256', options.key ?? key)
		.update(`${seconds}.${signedBody}`)
		.digest('hex');
	const response = await fetch(`${chartwire.web().url}/v1/charts/${chart}/changed?project=${project}`, {
		method: 'POST',
		headers: { 'chartwire-signature': `t=${seconds},v1=${hex}` },
		body,
	});
	const answer = (await response.json()) as { error?: { code: string } };
	return { status: response.status, code: answer.error?.code };
}

async function watch(chart: string): Promise<WireClient> {
	const viewer = await chartwire.wire({ permissions: [], subject: `viewer of ${chart}` });
	await viewer.subscribe({ chart });
	return viewer;
}

describe('the webhook', () => {
	test('causes a refresh at once, and the example of the document is such a change', async () => {
		await chartwire.chart('hooked', 'select n from tally', { maxAgeMs: 2_000_000_000 });
		await setTally(1);
		const viewer = await watch('hooked');
		await viewer.waitFor(isResult);
		await setTally(2);
		const text = readFileSync(new URL('../../docs/live-on-change.md', import.meta.url), 'utf8');
		const [, example = ''] = /```sh\n([\s\S]*?)```/.exec(text) ?? [];
		assert.match(example, /curl/);
		const env = { PATH: process.env['PATH'] ?? '', CHARTWIRE_URL: chartwire.web().url, CHART: 'hooked', KEY: key };
		const { stdout } = await promisify(execFile)('sh', ['-euc', example], { env });
		assert.deepEqual(JSON.parse(stdout), { chart: 'hooked' });
		await until(() => shown(viewer).at(-1) === 2, { what: 'the new answer', timeoutMs: 5_000 });
	});

	test('a storm of changes causes one refresh in an interval, and its last change is shown', async () => {
		await chartwire.chart('stormy', "select n, 'stormy' as question from tally", {
			maxAgeMs: 2_000_000_000,
			changeMs: 1_500,
		});
		const viewer = await watch('stormy');
		await viewer.waitFor(isResult);
		const began = Date.now();
		let last = 100;
		while (Date.now() - began < 5_000) {
			last += 1;
			await setTally(last);
			assert.equal((await announce('stormy')).status, 202);
		}
		await until(() => shown(viewer).at(-1) === last, { what: `the last change, ${last}` });
		const starts = (await runsOf('stormy')).map(({ at }) => at);
		const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
		assert.ok(last > 120, `${last - 100} changes are a storm`);
		assert.ok(starts.length >= 4 && starts.length <= 7, `${starts.length} runs`);
		assert.ok(Math.min(...gaps) >= 1_500, `the runs began ${gaps.map(Math.round).join()} ms after one another`);
	});

	test('a change while a refresh runs causes another one after it', async () => {
		await chartwire.chart('slow', 'select n, pg_sleep(2) from tally', { maxAgeMs: 2_000_000_000 });
		await setTally(201);
		const viewer = await watch('slow');
		await viewer.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'running');
		await until(async () => {
			const rows = await chartwire.customer`
				select 1 from pg_stat_activity where query like '%pg_sleep(2) from tally%' and state = 'active'
					and application_name like 'chartwire run%'`;
			return rows.length === 1;
		});
		await setTally(202);
		assert.equal((await announce('slow')).status, 202);
		await until(() => shown(viewer).at(-1) === 202, { what: 'the change is shown' });
		assert.equal((await runsOf('slow')).length, 2);
	});

	test('a change while nobody watches runs nothing, and marks the answer for who comes next', async () => {
		await chartwire.chart('left', 'select n, pg_sleep(1) from tally', { maxAgeMs: 2_000_000_000 });
		await setTally(301);
		const first = await watch('left');
		await first.waitFor(isResult);
		await first.close();
		// As if its lease had run out.
		const redis = new Redis(chartwire.redis.url);
		await redis.del('cw:demand');
		redis.disconnect();
		await chartwire.chart('right', 'select n from tally', { maxAgeMs: 2_000_000_000 });
		const beside = await watch('right');
		await beside.waitFor(isResult);
		await setTally(302);
		assert.equal((await announce('left', { body: '{"chart":"left"}' })).status, 202);
		await announce('right');
		await until(() => shown(beside).at(-1) === 302, { what: 'what is watched has been seen to' });
		assert.equal((await runsOf('left')).length, 1);
		const next = await watch('left');
		const { snapshot } = await next.waitFor((frame): frame is ResetMessage => frame.type === 'reset');
		assert.deepEqual([snapshot.result?.kind, snapshot.freshness?.stale], ['result', true]);
		await until(() => shown(next).at(-1) === 302);
	});

	test('is refused with a wrong, old or foreign signature, for another chart, and for one that does not exist', async () => {
		const refusals: readonly [string, Announcement, number, string][] = [
			['keyed', { key: key.replace(/./, (digit) => (digit === '0' ? '1' : '0')) }, 401, 'signature_invalid'],
			['keyed', { at: Date.now() - 305_000 }, 401, 'signature_invalid'],
			['keyed', { at: Date.now() + 305_000 }, 401, 'signature_invalid'],
			['keyed', { body: '{}', signedBody: '{} ' }, 401, 'signature_invalid'],
			['keyed', { project: 'another' }, 401, 'signature_invalid'],
			['keyed', { body: '{"chart":"hooked"}' }, 400, 'bad_request'],
			['keyed', { body: 'nonsense' }, 400, 'bad_request'],
			['none', {}, 404, 'unknown_chart'],
		];
		for (const [chart, options, status, code] of refusals) {
			assert.deepEqual(await announce(chart, options), { status, code }, JSON.stringify(options));
		}
		assert.equal((await announce('keyed', { at: Date.now() - 290_000 })).status, 202, 'within five minutes');
		const token = await chartwire.token({ permissions: [] });
		const asViewer = await fetch(`${chartwire.web().url}/v1/charts/keyed/changed`, {
			headers: { authorization: `Bearer ${token}` },
		});
		assert.equal(asViewer.status, 403, 'a viewer is not told the key');
	});
});

describe('a notification of the source', () => {
	const listeners = async () => {
		const rows = await chartwire.customer<{ pid: number }[]>`
			select pid from pg_stat_activity where application_name = 'chartwire listener' and datname = current_database()
				and query like 'listen%'`;
		return rows.map(({ pid }) => pid);
	};
	const listening = () => until(async () => (await listeners())[0], { what: 'a worker listens' });

	test('causes a refresh, whatever its channel is called', async () => {
		const name = 'Orders "of" $today';
		await chartwire.chart('notified', 'select n from tally', { maxAgeMs: 2_000_000_000, listen: name });
		await setTally(401);
		const viewer = await watch('notified');
		await viewer.waitFor(isResult);
		await listening();
		await setTally(402);
		await chartwire.customer`select pg_notify(${name}, 'anything')`;
		await until(() => shown(viewer).at(-1) === 402, { what: 'the change is shown' });
	});

	test('that was missed while the connection was lost is made up for once', async () => {
		await chartwire.chart('cut', "select n, 'of its own' as question from tally", {
			maxAgeMs: 2_000_000_000,
			listen: 'cut',
		});
		await setTally(501);
		const viewer = await watch('cut');
		await viewer.waitFor(isResult);
		const pid = await listening();
		await until(async () => (await runsOf('cut')).length >= 2, {
			what: 'it counts as changed when it is first listened to',
		});
		await until(() => shown(viewer).length >= 2);
		const before = (await runsOf('cut')).length;
		await setTally(502);
		await chartwire.customer`select pg_terminate_backend(${pid})`;
		await until(() => shown(viewer).at(-1) === 502, { what: 'what was missed is shown' });
		assert.equal((await runsOf('cut')).length, before + 1);
	});

	test('is listened to by one worker, and by another one after that was killed', async () => {
		await chartwire.chart('handed', 'select n from tally', { maxAgeMs: 2_000_000_000, listen: 'handed' });
		await listening();
		const second = await chartwire.start('worker');
		await until(async () => second.output().includes('worker started'));
		const holder = async () => {
			const [row] = await chartwire.control<{ worker: string }[]>`select worker from listeners`;
			return row?.worker ?? '';
		};
		const held = await holder();
		assert.equal((await listeners()).length, 1);
		process.kill(Number(held.split(':')[1]), 'SIGKILL');
		await until(async () => (await holder()) !== held, { timeoutMs: 20_000, what: 'another worker takes over' });
		await setTally(601);
		const viewer = await watch('handed');
		await until(() => shown(viewer).includes(601) || viewer.frames.some((frame) => frame.type === 'reset'));
		await until(async () => (await listeners()).length === 1, { what: 'it listens' });
		await setTally(602);
		await until(async () => {
			await chartwire.customer`select pg_notify('handed', '')`;
			return shown(viewer).at(-1) === 602;
		});
	});
});
