/** A client on a clock and a network that the test moves by hand. */
import { type ChannelUpdate, type ClientOptions, type ConnectionState, PageClient } from '../../../../widget/client.ts';
import type { ServerMessage, Snapshot, StreamEvent, Target } from '../../../../widget/protocol.ts';
import { FakeFetch, until } from './fake-fetch.ts';
import { FakeNetwork } from './fake-web-socket.ts';
import { HandTiming } from './hand-timing.ts';

export function progress(rows: number): StreamEvent {
	return { kind: 'progress', run: 'r', rows, startedAt: 0 };
}

export const view = (rows: number): Snapshot => ({ run: progress(rows) as NonNullable<Snapshot['run']> });

export const frame = {
	event: (channel: string, epoch: string, seq: number): ServerMessage => ({
		type: 'event',
		channel,
		epoch,
		seq,
		at: 1,
		event: progress(seq),
	}),
	reset: (channel: string, epoch: string, seq: number): ServerMessage => ({
		type: 'reset',
		channel,
		epoch,
		seq,
		at: 1,
		snapshot: view(seq),
	}),
	top: (channel: string, epoch: string, seq: number): ServerMessage => ({ type: 'top', channel, epoch, seq, at: 1 }),
};

/** What an update was, in a few letters: `reset a5`, `event a6`, `error not_allowed`, `blank`. */
export function short(update: ChannelUpdate): string {
	if (update.type === 'blank') return 'blank';
	if (update.type === 'spec') return `spec ${JSON.stringify(update.spec)}`;
	if (update.type === 'error') return `error ${update.code}`;
	return `${update.type} ${update.epoch}${update.seq}`;
}

export function makeRig(options: Partial<ClientOptions> = {}) {
	const timing = new HandTiming();
	const network = new FakeNetwork();
	const browser = new EventTarget();
	const http = new FakeFetch();
	const listening = new Set<string>();
	const tab = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
	tab.addEventListener = (name: string, listener: EventListener) => {
		listening.add(name);
		EventTarget.prototype.addEventListener.call(tab, name, listener);
	};
	/** Once what keeps a connection is loaded, it listens to the tab. */
	const standby = () => until('what keeps a connection', () => listening.has('visibilitychange'));
	const warnings: string[] = [];
	const reported: unknown[] = [];
	const client = new PageClient({
		server: 'http://charts.test/base/',
		token: 'token-1',
		timing,
		WebSocket: network.WebSocket,
		network: browser,
		tab: tab as unknown as Document,
		remembered: new Map(),
		fetch: http.fetch,
		warn: (text) => warnings.push(text),
		report: (error) => reported.push(error),
		...options,
	});
	const states: ConnectionState[] = [];
	client.onConnection((state) => states.push(state));
	const watch = (target: Target = { chart: 'revenue' }) => {
		const updates: ChannelUpdate[] = [];
		const off = client.watch(target, (update) => updates.push(update));
		return { updates, off, told: () => updates.map(short) };
	};
	/** Answers the newest subscription: channel `c`, no replay, a reset at `seq`. */
	const accept = ({ channel = 'c', epoch = 'a', seq = 5 } = {}) => {
		const id = network.last.sentOf('subscribe').at(-1)?.id ?? 0;
		network.last.say(
			{ type: 'subscribed', id, channel, epoch, seq, recovered: false },
			frame.reset(channel, epoch, seq),
		);
		return id;
	};
	/** Hides the tab, or brings it back. */
	const show = (visibilityState: DocumentVisibilityState) => {
		tab.visibilityState = visibilityState;
		tab.dispatchEvent(new Event('visibilitychange'));
	};
	return { timing, network, http, show, standby, browser, warnings, reported, client, states, watch, accept };
}
