/** Runs that wait: they are told where they stand, why, and for how long; and viewers' runs end with their last viewer. */
import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { before, describe, test } from 'node:test';
import { freePort } from '../../server/embedded/ports.ts';
import type { EventMessage, RunEvent } from '../../widget/protocol.ts';
import { author, type Chartwire, startChartwire } from '../support/chartwire.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
let metricsPort = 0;

before(async () => {
	metricsPort = await freePort();
	chartwire = await startChartwire(owner);
	await chartwire.start('worker', { METRICS_PORT: String(metricsPort) });
});

async function post(subject: string, source: string, sql: string): Promise<string> {
	const headers = {
		authorization: `Bearer ${await chartwire.token({ subject })}`,
		'content-type': 'application/json',
	};
	const body = JSON.stringify({ source, sql });
	const response = await fetch(`${chartwire.web().url}/v1/runs`, { method: 'POST', headers, body });
	return String(((await response.json()) as { run: string }).run);
}

const stateOf = async (run: string) => (await chartwire.api('GET', `/v1/runs/${run}`)).body;
const reaches = (run: string, state: string, timeoutMs = 20_000) =>
	until(async () => (await stateOf(run))['state'] === state, { timeoutMs, what: `the run is ${state}` });

/** What has been told of the run, each with its time. */
function wordsOf(wire: WireClient, run: string): readonly { at: number; event: RunEvent }[] {
	return wire.frames.flatMap((frame) => {
		if (frame.type !== 'event' && frame.type !== 'reset') return [];
		const event = frame.type === 'event' ? frame.event : frame.snapshot.run;
		return event !== undefined && 'run' in event && event.kind !== 'result' && event.run === run
			? [{ at: frame.at, event }]
			: [];
	});
}

describe('a run that waits', () => {
	test('I10 is told its place, and each new one as the line moves, once a second at most', async () => {
		await chartwire.api('PUT', '/v1/sources/narrow', { engine: 'postgresql', url: customerUrl(), maxConcurrent: 1 });
		const wire = await chartwire.wire();
		const runs: string[] = [];
		for (let index = 0; index < 5; index += 1) {
			runs.push(await post('author', 'narrow', `select pg_sleep(1.2), ${index} as place`));
		}
		const last = runs.at(-1) ?? '';
		await wire.subscribe({ run: last });
		await reaches(last, 'succeeded', 30_000);
		const places = wordsOf(wire, last).flatMap(({ at, event }) =>
			event.kind === 'queued' ? [{ at, position: event.position }] : [],
		);
		const positions = places.map(({ position }) => position);
		assert.ok(positions.length >= 3, positions.join());
		assert.ok((positions[0] ?? 0) >= 3, positions.join());
		assert.deepEqual(
			positions,
			[...positions].sort((a, b) => b - a),
			'it only moves on',
		);
		const lineMoves = places.slice(0, -1).map(({ at }) => at);
		const gaps = lineMoves.slice(1).map((at, index) => at - (lineMoves[index] ?? 0));
		assert.ok(
			gaps.slice(1).every((gap) => gap >= 900),
			`told every ${gaps.join()} ms`,
		);
	});

	test('of another author is not behind the sixty of one', async () => {
		const many = await Promise.all(
			Array.from({ length: 60 }, (_, index) => post('busy', 'narrow', `select pg_sleep(0.3), ${index} as busy`)),
		);
		const one = await post('brief', 'narrow', 'select 1 as brief');
		await reaches(one, 'succeeded', 10_000);
		const [row] = await chartwire.control<{ n: number }[]>`
			select count(*)::integer as n from runs where subject = 'busy' and state in ('waiting', 'queued')`;
		assert.ok((row?.n ?? 0) > many.length / 2, `${row?.n} of the others still wait`);
		await chartwire.control`update runs set state = 'canceled', finished_at = now(), told = true
			where subject = 'busy' and state = 'waiting'`;
	});

	test('is told how long its kind has taken, once it runs', async () => {
		const sql = "select pg_sleep(0.5), 'typical' as name";
		for (let index = 0; index < 3; index += 1) await reaches(await post('author', 'sample', sql), 'succeeded');
		const wire = await chartwire.wire();
		const run = await post('author', 'sample', sql);
		await wire.subscribe({ run });
		const isRunning = (event: RunEvent) => event.kind === 'running' && event.expectedMs !== undefined;
		const word = await until(() => wordsOf(wire, run).find(({ event }) => isRunning(event)));
		const [truth] = await chartwire.control<{ ms: number }[]>`
			select percentile_disc(0.5) within group (order by extract(epoch from finished_at - started_at) * 1000)::float8 as ms
			from runs where sql = ${sql} and id <> ${run}`;
		const expectedMs = word.event.kind === 'running' ? (word.event.expectedMs ?? 0) : 0;
		assert.ok(Math.abs(expectedMs - (truth?.ms ?? 0)) <= 1, `${expectedMs} ms, and it was ${truth?.ms} ms`);
	});
});

const customerUrl = () => {
	const { host, port, user, pass, database } = chartwire.customer.options as unknown as {
		host: string[];
		port: number[];
		user: string;
		pass: string | null;
		database: string;
	};
	return `postgres://${user}${pass ? `:${pass}` : ''}@${host[0]}:${port[0]}/${database}`;
};

describe('a source that is down', () => {
	/** A database behind a door of ours, in this process: closed, it resets whoever comes, and counts them. */
	async function openDoor(): Promise<{ port: number; close: () => void; open: () => void; refused: () => number }> {
		const target = new URL(customerUrl());
		let isOpen = true;
		let refused = 0;
		const sockets = new Set<Socket>();
		const { connect } = await import('node:net');
		const server: Server = createServer((client) => {
			if (!isOpen) {
				refused += 1;
				client.resetAndDestroy();
				return;
			}
			const inner = connect(Number(target.port), target.hostname);
			for (const [socket, other] of [
				[client, inner],
				[inner, client],
			] as const) {
				sockets.add(socket);
				socket.on('error', () => other.destroy()).on('close', () => other.destroy());
			}
			client.pipe(inner).pipe(client);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const close = () => {
			isOpen = false;
			for (const socket of sockets) socket.destroy();
			sockets.clear();
		};
		owner.defer(() => {
			close();
			server.close();
		});
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		return {
			port,
			close,
			open: () => {
				isOpen = true;
			},
			refused: () => refused,
		};
	}

	test('I10 opens a circuit: runs wait and say why, one at a time tries it, and all go on when it is back', async () => {
		const door = await openDoor();
		const url = new URL(customerUrl());
		url.port = String(door.port);
		url.hostname = '127.0.0.1';
		await chartwire.api('PUT', '/v1/sources/shaky', { engine: 'postgresql', url: url.href, maxConcurrent: 4 });
		await reaches(await post('author', 'shaky', 'select 1 as before'), 'succeeded');
		door.close();
		for (let index = 0; index < 3; index += 1) {
			await reaches(await post('author', 'shaky', `select ${index} as unlucky`), 'failed');
		}
		const wire = await chartwire.wire();
		const runs = await Promise.all(
			Array.from({ length: 40 }, (_, index) => post(`author-${index}`, 'shaky', `select ${index} as patient`)),
		);
		const patient = runs.at(-1) ?? '';
		await wire.subscribe({ run: patient });
		await until(() =>
			wordsOf(wire, patient).some(({ event }) => event.kind === 'waiting' && event.reason === 'source_down'),
		);
		await until(async () => (await fetchMetrics(metricsPort))('chartwire_sources_down') === 1, { timeoutMs: 15_000 });
		await until(() => door.refused() >= 5, { timeoutMs: 20_000, what: 'it is tried again' });
		const failed = await chartwire.control<{ n: number }[]>`
			select count(*)::integer as n from runs where id = any (${runs}::uuid[]) and state = 'failed'`;
		assert.ok((failed[0]?.n ?? 0) <= 5, `${failed[0]?.n} runs had to fail for it`);
		door.open();
		await until(
			async () => {
				const [row] = await chartwire.control<{ n: number }[]>`
					select count(*)::integer as n from runs where id = any (${runs}::uuid[]) and state = 'succeeded'`;
				return (row?.n ?? 0) >= 35;
			},
			{ timeoutMs: 40_000, what: 'those who waited are answered' },
		);
		await reaches(patient, 'succeeded');
		const open = await chartwire.control`select source from circuits where source = 'shaky'`;
		assert.equal(open.length, 0);
	});
});

describe('when the last viewer has gone', () => {
	const sessions = async (name: string) => {
		const [row] = await chartwire.customer<{ n: number }[]>`
			select count(*)::integer as n from pg_stat_activity where state = 'active' and query like ${`%${name}%`}
				and application_name like 'chartwire run%'`;
		return row?.n ?? 0;
	};

	test('a viewer’s run is cancelled in the database; an author’s of the same kind is not', async () => {
		await chartwire.chart('forsaken', "select pg_sleep(120), 'forsaken' as name");
		const sql = "select pg_sleep(70), 'cherished' as name";
		const run = await post('author', 'sample', sql);
		const viewer = await chartwire.wire({ ...author, subject: 'viewer', permissions: [] });
		const { channel } = await viewer.subscribe({ chart: 'forsaken' });
		await until(async () => (await sessions('forsaken')) === 1 && (await sessions('cherished')) === 1);
		viewer.cut();
		const leftAt = Date.now();
		await until(async () => (await sessions('forsaken')) === 0, { timeoutMs: 60_000, what: 'the query ends' });
		assert.ok(Date.now() - leftAt >= 10_000, 'not before the grace is over');
		assert.equal(await sessions('cherished'), 1);
		const state = async () => (await chartwire.control`select state from runs where chart = 'forsaken'`)[0]?.['state'];
		await until(async () => (await state()) === 'canceled', { what: 'the run is canceled' });
		const again = await chartwire.wire({ ...author, subject: 'viewer', permissions: [] });
		assert.equal((await again.subscribe({ chart: 'forsaken' })).channel, channel);
		const isRunning = (frame: { type: string }) =>
			frame.type === 'event' && (frame as EventMessage).event.kind === 'running';
		await again.waitFor(isRunning);
		await chartwire.api('DELETE', `/v1/runs/${run}`);
	});
});
