/** A node whose wall clock is set while it runs: patience, rhythm and leave are measured with the monotonic clock. */
import assert from 'node:assert/strict';
import { afterEach, describe, type TestContext, test } from 'node:test';
import { signToken } from '../../../server/auth/sign-token.ts';
import { NamedError } from '../../../server/errors.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { Hub } from '../../../server/gateway/hub.ts';
import { Outgoing } from '../../../server/gateway/outgoing.ts';
import { Session } from '../../../server/gateway/session.ts';
import { Turns } from '../../../server/gateway/turns.ts';
import { MemoryStream } from '../../../server/stream/memory.ts';
import type { ServerMessage } from '../../../widget/protocol.ts';
import { CLOSE } from '../../../widget/protocol.ts';
import { secretDoors } from '../../support/doors.ts';
import { quietLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';

const RING = { maxCount: 6, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
const SECRET = 'a-secret-that-is-long-enough-for-a-test';
const HOUR_MS = 3_600_000;
const hubs: Hub[] = [];

afterEach(async () => {
	await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});

function setClock({ mock }: TestContext, aheadMs: number): void {
	const truth = Date.now;
	mock.method(Date, 'now', () => truth() + aheadMs);
}

async function open(expiresInSeconds: number) {
	const stream = new MemoryStream({ ring: RING });
	const counts = new GatewayCounts();
	const hub = new Hub({ stream, log: quietLog, counts, pingMs: 100 });
	hubs.push(hub);
	const said: ServerMessage[] = [];
	const closes: number[] = [];
	const connection = {
		send: ({ text }: { text: string }) => void said.push(JSON.parse(text)),
		close: (code: number) => void closes.push(code),
		buffered: () => 0,
		batch: (work: () => void) => work(),
		terminate: () => undefined,
		transport: 'websocket' as const,
	};
	const session = new Session(
		connection,
		{},
		{
			hub,
			log: quietLog,
			pingMs: 25_000,
			turns: new Turns(hub.slices),
			reconnectSpreadMs: () => 0,
			record: () => undefined,
			counts,
			holdToken: () => 'held',
			releaseToken: () => undefined,
			doors: secretDoors(SECRET),
			grants: { isUnsettled: false, mayWatch: () => true },
			resolve: async (_bearer, target) => {
				if (!('chart' in target)) throw new NamedError('unsupported', 'Only charts here.');
				return { channel: target.chart, want: async () => undefined, restore: async () => undefined };
			},
		},
	);
	const ping = new Outgoing(JSON.stringify({ type: 'ping', at: 1 }));
	hub.onTick((now) => session.tick(now, () => ping));
	const token = await signToken(SECRET, { subject: 'ada', charts: '*', expiresInSeconds });
	session.receive(JSON.stringify({ type: 'hello', token }));
	session.receive(JSON.stringify({ type: 'subscribe', id: 1, chart: 'c' }));
	const tops = () => said.filter(({ type }) => type === 'top').length;
	await until(() => said.some(({ type }) => type === 'subscribed'));
	return { session, said, closes, tops };
}

describe('a node whose clock is set', () => {
	test('I3 back by an hour goes on to say how far a channel is', async (context) => {
		const { tops } = await open(60);
		await until(() => tops() > 0, { what: 'the first top' });
		setClock(context, -HOUR_MS);
		const before = tops();
		await until(() => tops() > before + 1, { timeoutMs: 5_000, what: 'tops after the clock was set back' });
	});

	test('I10 back by an hour answers who writes to it, as fast as before', async (context) => {
		const { session, said } = await open(60);
		setClock(context, -HOUR_MS);
		for (let id = 2; id < 12; id += 1) session.receive(JSON.stringify({ type: 'subscribe', id, chart: `c${id}` }));
		await until(() => said.filter(({ type }) => type === 'subscribed').length === 11);
		assert.deepEqual(
			said.filter(({ type }) => type === 'error'),
			[],
		);
	});

	test('I10 forwards by an hour keeps its sessions, for nobody has been silent', async (context) => {
		const { closes, tops } = await open(2 * 3_600);
		setClock(context, HOUR_MS);
		await until(() => tops() > 1);
		assert.deepEqual(closes, []);
	});

	test('I9 forwards past the end of a token ends its session, for a token is judged by the wall clock', async (context) => {
		const { closes } = await open(60);
		setClock(context, HOUR_MS);
		await until(() => closes.length > 0);
		assert.deepEqual(closes, [CLOSE.tokenExpired]);
	});
});
