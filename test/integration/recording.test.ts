/** Both ends of the stream recorded and held against each other: real servers, real clients, the commands as processes. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { Tap } from '../../server/recording/tap.ts';
import { tappedStream } from '../../server/recording/tapped-stream.ts';
import { parseRedisAddress } from '../../server/redis/address.ts';
import { RedisStream } from '../../server/stream/redis.ts';
import { PageClient } from '../../widget/client.ts';
import type { Observation } from '../../widget/protocol.ts';
import type { TransportName } from '../../widget/socket/transports/transport.ts';
import type { WebSocketConstructor } from '../../widget/socket/transports/websocket.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const RING = { maxCount: 256, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
const folder = mkdtempSync(join(tmpdir(), 'chartwire-recording-'));
owner.defer(() => rmSync(folder, { recursive: true, force: true }));
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_TAP: 'frames', CHARTWIRE_PING_MS: '1000' } });
	for (const name of ['steady', 'other']) await chartwire.chart(name, `select '${name}' as name, now()`);
});

function command(...args: string[]): {
	readonly child: ChildProcess;
	readonly done: Promise<{ code: number; out: string }>;
} {
	const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...args], { stdio: 'pipe' });
	owner.defer(() => child.kill('SIGKILL'));
	let out = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (out += String(piece)));
	const done = once(child, 'exit').then(([code]) => ({ code: Number(code), out }));
	return { child, done };
}

const reconcile = (file: string, ...more: string[]) => command('reconcile', file, ...more).done;

/** Takes away every fortieth event, brings every fifth twice, and breaks off once: what the cursor is there for. */
class UnrulyWebSocket extends WebSocket {
	static events = 0;

	override emit(name: string | symbol, ...args: unknown[]): boolean {
		if (name !== 'message' || !String(args[0]).startsWith('{"type":"event"')) return super.emit(name, ...args);
		UnrulyWebSocket.events += 1;
		if (UnrulyWebSocket.events === 70) this.terminate();
		if (UnrulyWebSocket.events % 40 === 0) return true;
		if (UnrulyWebSocket.events % 5 === 0) super.emit(name, ...args);
		return super.emit(name, ...args);
	}
}

async function viewer(
	subject: string,
	options: { transport?: TransportName; record?: boolean; unruly?: boolean } = {},
) {
	const { transport = 'websocket', record = true, unruly = false } = options;
	const server = chartwire.web().url;
	const client = new PageClient({
		server,
		token: await chartwire.token({ subject, permissions: [], record }),
		WebSocket: (unruly ? UnrulyWebSocket : WebSocket) as unknown as WebSocketConstructor,
		network: undefined,
		tab: undefined,
		remembered: new Map([[server, transport]]),
	});
	owner.defer(() => client.close());
	let channel = '';
	let rows = 0;
	client.watch({ chart: 'steady' }, (update) => {
		if (update.type !== 'event' && update.type !== 'reset') return;
		channel = update.channel;
		if (update.view.run?.kind === 'progress') rows = update.view.run.rows;
	});
	await until(() => channel !== '', { what: `${subject} is subscribed` });
	return { client, channel, rows: () => rows };
}

/** Publishes as a worker does, with the tap on. */
async function publisher() {
	const redis = new RedisStream({ url: chartwire.redis.url, ring: RING, log: quietLog });
	await redis.settle(5_000);
	const tap = new Tap({
		address: parseRedisAddress(chartwire.redis.url),
		mode: 'frames',
		maxBytes: 64_000_000,
		log: quietLog,
	});
	owner.defer(async () => {
		await redis.close();
		await tap.close();
	});
	const stream = tappedStream(redis, tap);
	let last = 0;
	return async (channel: string, count: number) => {
		for (let index = 0; index < count; index += 1) {
			last += 1;
			const event = { kind: 'progress', run: 'r', rows: last, startedAt: 1 } as const;
			await stream.publish({ channel, event, key: `k-${last}`, fence: { ordinal: 1_000_000, attempt: 1 } });
		}
		return last;
	};
}

/** A client made by hand, that reports what the test wants it to. */
async function report(observations: readonly Observation[], permit?: string): Promise<number> {
	const wire = await chartwire.wire({ subject: 'by-hand', record: true });
	const { record } = await wire.waitForType('welcome');
	const body = { client: 'by-hand', permit: permit ?? record?.permit ?? '', observations };
	return (await fetch(`${chartwire.web().url}/v1/received`, { method: 'POST', body: JSON.stringify(body) })).status;
}

describe('A recording of both ends', () => {
	const file = join(folder, 'whole.ndjson');

	it('shows that nothing was lost, over WebSocket with frames lost and doubled, over streams and over polls', async () => {
		const recorder = command('record', file, '--redis', chartwire.redis.url);
		const publish = await publisher();
		const viewers = [
			await viewer('unruly', { unruly: true }),
			await viewer('streamed', { transport: 'stream' }),
			await viewer('polled', { transport: 'poll' }),
			await viewer('unrecorded', { record: false }),
		];
		let last = 0;
		for (let burst = 0; burst < 6; burst += 1) {
			last = await publish(viewers[0]?.channel ?? '', 20);
			await until(() => viewers.every(({ rows }) => rows() === last), {
				what: 'everybody is current',
				timeoutMs: 20_000,
			});
		}
		for (const { client } of viewers) client.close();
		// Their last words are on their way for a second at most.
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		recorder.child.kill('SIGINT');
		assert.equal((await recorder.done).code, 0);
		const { code, out } = await reconcile(file);
		assert.match(out, /3 clients: \d+ deliveries checked/);
		assert.match(out, /Nothing lost, nothing repeated\.\n$/);
		assert.equal(code, 0);
		const checked = Number(/(\d+) deliveries checked/.exec(out)?.[1]);
		assert.ok(checked >= 200, `only ${checked} deliveries were checked of 3 times 120, some covered by resets`);
		const lines = readFileSync(file, 'utf8');
		assert.doesNotMatch(lines, /eyJ/, 'no token is in a recording');
		assert.match(lines, /"decision":"gap"/, 'the unruly socket made the client rewind');
		assert.match(lines, /"transport":"poll"[\s\S]*"transport":"stream"|"transport":"stream"[\s\S]*"transport":"poll"/);
	});

	it('names the one delivery that is taken out of it, and says that nobody can say where the record has a hole', async () => {
		const lines = readFileSync(file, 'utf8').trim().split('\n');
		const parsed = lines.map((line) => JSON.parse(line));
		const mine = parsed.filter(({ kind, transport }) => kind === 'seen' && transport === 'poll')[0].client;
		const delivered = parsed.filter((line) => line.client === mine && line.decision === 'deliver');
		const victim = delivered[Math.floor(delivered.length / 2)];
		const lossy = parsed
			.filter((line) => line !== victim)
			.map((line) => (line.client === mine && line.n > victim.n ? { ...line, n: line.n - 1 } : line));
		const cut = join(folder, 'lossy.ndjson');
		writeFileSync(cut, lossy.map((line) => JSON.stringify(line)).join('\n'));
		const lost = await reconcile(cut);
		assert.equal(lost.code, 1, lost.out);
		assert.match(lost.out, new RegExp(`^LOST +${victim.seq}, channel ${victim.channel}.*client ${mine}$`, 'm'));
		const holed = join(folder, 'holed.ndjson');
		writeFileSync(
			holed,
			parsed
				.filter((line) => line !== victim)
				.map((line) => JSON.stringify(line))
				.join('\n'),
		);
		const unknown = await reconcile(holed, '--json');
		assert.equal(unknown.code === 1 || JSON.parse(unknown.out).verdict === 'cannot say', true, unknown.out);
		assert.match(unknown.out, new RegExp(`observations ${victim.n} of client ${mine} are missing`));
	});

	it('takes reports only from clients that were asked, and says what is wrong with others', async () => {
		const fine: Observation = { n: 1, at: Date.now(), what: 'connection', status: 'online' };
		assert.equal(await report([fine]), 204);
		assert.equal(await report([fine], 'frames.someone.9999999999999.forged'), 403);
		assert.equal(await report([{ ...fine, n: -1 }]), 400);
		const wire = await chartwire.wire({ subject: 'not asked' });
		assert.equal((await wire.waitForType('welcome')).record, undefined);
	});

	it('says plainly what is wrong with a file, a command or an address', async () => {
		const broken = join(folder, 'broken.ndjson');
		writeFileSync(broken, '{"kind":"recording","version":1,"at":1}\n{"kind":"published"}\n{"kind":"end","at":2}\n');
		const wrong = await reconcile(broken);
		assert.match(wrong.out, /broken\.ndjson, line 2: .*node/);
		assert.equal(wrong.code, 2);
		assert.match((await command('record', file, '--redis', chartwire.redis.url).done).out, /exists already/);
		const unknown = await command('rewind').done;
		assert.deepEqual([unknown.code, /chartwire record FILE/.test(unknown.out)], [64, true]);
		assert.match((await command('record', join(folder, 'x'), '--redis', 'nonsense').done).out, /redis/i);
	});
});
