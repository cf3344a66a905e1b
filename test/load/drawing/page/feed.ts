/**
 * A Chartwire server inside the page: what `<sql-chart>` opens and fetches is answered from here, in the words of the
 * wire, so that everything that the script does with an answer is measured and no network is.
 */
import type { ClientMessage } from '../../../../widget/protocol.ts';
import type { Body } from './contestant.ts';

/** What a server puts into the event itself; what is longer is fetched. */
const INLINE_BYTES = 16_384;
const REFRESH_MS = 1000;
export const TOKEN = 'e30.e30.c2ln';

let answers = 0;

/** An answer to a chart, made before it is sent. */
interface Prepared {
	readonly event: string;
	readonly snapshot: string;
}

const bodiesByPath = new Map<string, Body>();

function resultOf({ bytes, rows }: Body): string {
	answers += 1;
	const named = `"rows":${rows},"truncated":false,"asOf":${Date.now()},"refreshMs":${REFRESH_MS},"hash":"h${answers}"`;
	if (bytes.length <= INLINE_BYTES) return `${new TextDecoder().decode(bytes).slice(0, -1)},${named}}`;
	const href = `/v1/results/h${answers}`;
	bodiesByPath.set(href, { bytes, rows });
	return `{"href":"${href}","bytes":${bytes.length},${named}}`;
}

class FeedSocket {
	static open: FeedSocket | undefined;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: string }) => void) | null = null;
	onerror: (() => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	readonly #stamps = new Map<string, number>();

	constructor() {
		FeedSocket.open = this;
		queueMicrotask(() => this.onopen?.());
	}

	send(text: string): void {
		const message = JSON.parse(text) as ClientMessage;
		if (message.type === 'hello') {
			this.tell(`{"type":"welcome","session":"s","at":${Date.now()},"pingMs":25000,"reconnectSpreadMs":0}`);
		}
		if (message.type !== 'subscribe' || !('chart' in message)) return;
		const { id, chart } = message;
		this.tell(`{"type":"subscribed","id":${id},"channel":"${chart}","epoch":"e","seq":0,"recovered":false}`);
		const { snapshot } = prepared.get(chart) ?? {};
		if (snapshot) this.tell(`{"type":"reset",${this.#stamp(chart)},"snapshot":${snapshot}}`);
	}

	close(): void {
		if (FeedSocket.open === this) FeedSocket.open = undefined;
		this.onclose?.({ code: 1000, reason: '' });
	}

	event(chart: string, event: string): void {
		this.onmessage?.({ data: `{"type":"event",${this.#stamp(chart)},"event":${event}}` });
	}

	/** As a network does: not from within the call that has asked for it. */
	private tell(data: string): void {
		queueMicrotask(() => this.onmessage?.({ data }));
	}

	#stamp(channel: string): string {
		const seq = (this.#stamps.get(channel) ?? 0) + 1;
		this.#stamps.set(channel, seq);
		return `"channel":"${channel}","epoch":"e","seq":${seq},"at":${Date.now()}`;
	}
}

const prepared = new Map<string, Prepared>();

/** What the next viewer of the chart is shown, and what its viewers are sent by `send`. */
export function prepare(chart: string, body: Body): void {
	const event = `{"kind":"result","run":"r${answers}","result":${resultOf(body)}}`;
	prepared.set(chart, { event, snapshot: `{"result":${event}}` });
}

export function send(chart: string): void {
	const { event } = prepared.get(chart) ?? {};
	if (event) FeedSocket.open?.event(chart, event);
}

let isInstalled = false;

/** From now on the page's sockets and fetches of results end here. */
export function install(): void {
	if (isInstalled) return;
	isInstalled = true;
	const { fetch } = window;
	Object.assign(window, {
		WebSocket: FeedSocket,
		fetch: (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
			const path = new URL(String(input), location.href).pathname;
			const body = bodiesByPath.get(path);
			if (body === undefined) return fetch.call(window, input, init);
			bodiesByPath.delete(path);
			return Promise.resolve(new Response(body.bytes));
		},
	});
}
