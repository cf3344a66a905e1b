/** A page that watches some charts with the widget's own client, over a link of its own. */
import { type ClientOptions, PageClient } from '../../widget/client.ts';
import { neverBack } from '../../widget/clock.ts';
import type { Evidence, Oracle } from './evidence.ts';
import type { Random } from './random.ts';
import { UnrulySockets } from './unruly-socket.ts';
import { WireWitness } from './wire-witness.ts';
import { Witness } from './witness.ts';

export interface ViewerOptions {
	readonly number: number;
	/** The address of its link. */
	readonly server: string;
	readonly token: string;
	readonly random: Random;
	/** Name to channel. */
	readonly charts: ReadonlyMap<string, string>;
	readonly evidence: Evidence;
	readonly numberIn: Oracle['numberIn'];
	readonly clock: ViewersClock;
	/** Has no way but WebSocket; otherwise chance says. */
	readonly onlySockets?: boolean;
}

/** The wall clock of the viewers' machines. */
export interface ViewersClock {
	aheadMs: number;
}

interface Watching {
	readonly chart: string;
	readonly witness: Witness;
	readonly end: () => void;
}

/** A viewer's clock goes so many times faster, so that silence and back-off take a round's time. */
const HASTE = 4;
const LINGER_MS = 400;
/** What a viewer's page has found to work before; the others have no way but WebSocket. */
const CARRIERS = { websocket: 6, stream: 5, poll: 3, 'websocket only': 6 } as const;

function hastyTiming(random: Random, clock: ViewersClock): NonNullable<ClientOptions['timing']> {
	const began = Date.now();
	return {
		now: neverBack(() => began + (Date.now() - began) * HASTE + clock.aheadMs),
		random: () => random.next(),
		after: (ms, run) => {
			const timer = setTimeout(run, ms / HASTE);
			return () => clearTimeout(timer);
		},
	};
}

const refuse: typeof fetch = () => Promise.reject(new TypeError('blocked'));

export class Viewer {
	readonly sockets: UnrulySockets;
	readonly #options: ViewerOptions;
	readonly #client: PageClient;
	readonly #network = new EventTarget();
	readonly #watching = new Map<string, Watching>();
	#ended = false;

	constructor(options: ViewerOptions) {
		const { number, server, token, random, charts, evidence, clock, onlySockets } = options;
		const who = `viewer ${number}`;
		const carrier = onlySockets ? 'websocket only' : random.weighted(CARRIERS);
		const blocked = carrier === 'websocket only';
		this.#options = options;
		this.sockets = new UnrulySockets(random.fork(), () => new WireWitness(`the wire of ${who}`, evidence));
		this.#client = new PageClient({
			server,
			token,
			timing: hastyTiming(random.fork(), clock),
			WebSocket: this.sockets.constructorForClient,
			fetch: blocked ? refuse : globalThis.fetch,
			network: this.#network,
			tab: undefined,
			remembered: new Map(blocked ? [] : [[server, carrier]]),
			lingerMs: LINGER_MS * HASTE,
			report: (error) => evidence.report('fault', who, error instanceof Error ? (error.stack ?? '') : String(error)),
			warn: () => undefined,
		});
		for (const chart of charts.keys()) if (random.chance(0.6)) this.#watch(chart);
		if (this.#watching.size === 0) this.#watch(random.pick([...charts.keys()]));
	}

	#watch(chart: string): void {
		const { number, charts, evidence, numberIn } = this.#options;
		const channel = charts.get(chart) ?? '';
		const witness = new Witness({ who: `viewer ${number} of ${chart}`, channel, evidence, numberIn });
		// Put there first: whoever joins late is told at once.
		const end = this.#client.watch({ chart }, witness.sees);
		this.#watching.set(chart, { chart, witness, end });
	}

	/** Stops watching one of its charts, and watches it again after a while. */
	lookAway(random: Random, forMs: number): void {
		const { chart, end } = random.pick([...this.#watching.values()]);
		this.#watching.delete(chart);
		end();
		const back = (): void => {
			if (!this.#ended && !this.#watching.has(chart)) this.#watch(chart);
		};
		if (this.#watching.size === 0) back();
		else setTimeout(back, forMs);
	}

	/** As a browser says that it is back on the network. */
	hurry(): void {
		this.#network.dispatchEvent(new Event('online'));
	}

	/** Who does not show the last entry yet. */
	behind(lastOf: (channel: string) => number): { readonly who: string; readonly what: string }[] {
		const { charts } = this.#options;
		return [...this.#watching.values()].flatMap(({ chart, witness }) => {
			const last = lastOf(charts.get(chart) ?? '');
			if (witness.shows === last) return [];
			const { who, position, shows } = witness;
			const connection = JSON.stringify(this.#client.connection());
			return [
				{
					who,
					what: `it shows entry ${shows} at ${position} in place of ${last}; connection ${connection}\n${this.sockets.recent.join('\n')}`,
				},
			];
		});
	}

	/** What carries it now; for the report. */
	get carrier(): string {
		const connection = this.#client.connection();
		return connection.status === 'online' ? connection.transport : connection.status;
	}

	end(): void {
		this.#ended = true;
		for (const { end } of this.#watching.values()) end();
		this.#client.close();
		this.sockets.end();
	}
}
