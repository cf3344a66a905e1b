/**
 * Makes test/fixtures/charts.ndjson, a recording of real traffic, and beside it what the recorded page showed:
 *
 *     node --import tsx test/support/make-recording.process.ts
 *
 * A page watches a chart that changes every second, a small one, a large linked one and one that does not exist. On the
 * way an event is lost, the connection is gone for some seconds, and Redis loses everything.
 */
import { writeFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { PageClient } from '../../widget/client.ts';
import type { ServerMessage } from '../../widget/protocol.ts';
import { inspect } from '../../widget/recording/inspection.ts';
import { type Seen, writeRecording } from '../../widget/recording/recording.ts';
import type { WebSocketConstructor } from '../../widget/socket/transports/websocket.ts';
import { startChartwire } from './chartwire.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';
import { digestOfView, type Shown } from './views.ts';

const FOLDER = new URL('../fixtures/', import.meta.url);
const AWAY_MS = 2_200;

const CHARTS: Readonly<Record<string, { readonly sql: string; readonly more: object }>> = {
	orders: {
		sql: `select (now() - n * interval '5 seconds')::timestamptz(0) as time, (40 + 25 * sin(extract(epoch from now()) / 3 + n / 2.0))::int as orders
from generate_series(4, 0, -1) as n`,
		more: { refreshMs: 1_000, maxAgeMs: 1_000 },
	},
	regions: {
		sql: `select * from (values ('North', 120), ('East', 310), ('South', 75), ('West', 240)) as t (region, revenue)`,
		more: {},
	},
	history: {
		sql: `select (date '2022-01-01' + n) as day, round(100 + n / 12.0 + 20 * sin(n / 25.0))::int as total
from generate_series(0, 965) as n`,
		more: {},
	},
};

/** What a page of a browser has and Node has not. */
function pretendPage(): void {
	const kept = new Map<string, string>();
	const localStorage = {
		getItem: (name: string) => kept.get(name) ?? null,
		setItem: (name: string, value: string) => void kept.set(name, value),
		removeItem: (name: string) => void kept.delete(name),
	};
	Object.assign(globalThis, { localStorage, document: { title: 'A recorded page' } });
}

/** A network that can lose one event, or everything for a while. */
class UnrulyNetwork {
	awayUntil = 0;
	loseNext: ((message: ServerMessage) => boolean) | undefined;
	readonly #sockets = new Set<WebSocket>();
	readonly WebSocket: WebSocketConstructor;

	constructor() {
		const arrived = (socket: WebSocket) => {
			if (Date.now() < this.awayUntil) throw new Error('away');
			this.#sockets.add(socket);
		};
		const loses = (data: unknown) => {
			if (!this.loseNext?.(JSON.parse(String(data)) as ServerMessage)) return false;
			this.loseNext = undefined;
			return true;
		};
		this.WebSocket = class extends WebSocket {
			constructor(url: string, protocol: string) {
				super(url, protocol);
				this.on('error', () => undefined);
				arrived(this);
			}

			override emit(name: string | symbol, ...args: unknown[]): boolean {
				return (name === 'message' && loses(args[0])) || super.emit(name, ...args);
			}
		} as unknown as WebSocketConstructor;
	}

	cut(ms: number): void {
		this.awayUntil = Date.now() + ms;
		for (const socket of this.#sockets) socket.terminate();
	}
}

function plainScope(): Scope {
	const stack: (() => unknown)[] = [];
	return {
		defer: (work) => void stack.push(work),
		close: async () => {
			for (let work = stack.pop(); work !== undefined; work = stack.pop()) await work();
		},
	};
}

async function record(scope: Scope): Promise<void> {
	pretendPage();
	const seen: Seen[] = [];
	const startedAt = Date.now();
	const stopInspecting = inspect(({ client, observation }) => seen.push({ client, observation }));
	const chartwire = await startChartwire(scope);
	for (const [name, { sql, more }] of Object.entries(CHARTS)) await chartwire.chart(name, sql, more);
	const network = new UnrulyNetwork();
	const client = new PageClient({
		server: chartwire.web().url,
		token: await chartwire.token({ permissions: [] }),
		WebSocket: network.WebSocket,
		// No fallback either while it is away.
		fetch: (...args) => (Date.now() < network.awayUntil ? Promise.reject(new Error('away')) : fetch(...args)),
		network: undefined,
		tab: undefined,
		remembered: new Map(),
	});
	const shown: Shown[] = [];
	const epochs = new Set<string>();
	let results = 0;
	const answeredIn = new Set<string>();
	let asked = '';
	let answers = 0;
	for (const chart of [...Object.keys(CHARTS), 'nothing-of-this-name']) {
		client.watch({ chart }, (update) => {
			const at = client.serverNow();
			if (update.type === 'spec') return;
			if (update.type === 'blank') throw new Error('nothing has moved');
			if (update.type === 'error') return void shown.push({ chart, at, view: undefined });
			shown.push({ chart, at, view: digestOfView(update.view), seq: update.seq });
			const result = update.view.result?.result;
			if (chart === 'orders') epochs.add(update.epoch);
			if (chart === 'orders' && update.type === 'event' && update.event.kind === 'result') results += 1;
			if (result === undefined || !('href' in result)) return;
			answeredIn.add(update.epoch);
			if (result.href === asked) return;
			asked = result.href;
			void client.request('GET', client.server + result.href).then(() => {
				answers += 1;
			});
		});
	}
	const more = async (count: number) => {
		const wanted = results + count;
		await until(() => results >= wanted, { timeoutMs: 30_000, what: `${count} more results` });
	};
	await until(() => answers > 0 && shown.some(({ view }) => view === undefined), {
		timeoutMs: 30_000,
		what: 'all answers',
	});
	await more(1);
	network.loseNext = (message) => message.type === 'event' && message.event.kind === 'result';
	await until(() => network.loseNext === undefined, { what: 'an event is lost' });
	await more(2);
	network.cut(AWAY_MS);
	await until(() => client.connection().status === 'waiting', { what: 'the connection is lost' });
	await until(() => client.connection().status === 'online', { timeoutMs: 60_000, what: 'it is back' });
	await more(2);
	const redis = new Redis(chartwire.redis.url);
	const before = epochs.size;
	await redis.flushall();
	redis.disconnect();
	await until(() => epochs.size > before, { timeoutMs: 60_000, what: 'a new epoch' });
	await more(1);
	await until(() => answeredIn.size > before, { timeoutMs: 60_000, what: 'the large result again' });
	client.close();
	await until(() => seen.at(-1)?.observation.what === 'connection', { what: 'the end is told' });
	stopInspecting();
	writeFileSync(new URL('charts.ndjson', FOLDER), writeRecording(startedAt, seen, Date.now()));
	writeFileSync(new URL('charts.shown.json', FOLDER), `${JSON.stringify(shown).replaceAll('},{', '},\n{')}\n`);
}

const scope = plainScope();
try {
	await record(scope);
} finally {
	await scope.close();
}
