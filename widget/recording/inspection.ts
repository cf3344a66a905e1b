/** The way from the pages of an origin to an inspector in another of its tabs: nothing of it leaves the browser. */
import type { Observation } from '../protocol.ts';
import { INSPECT_KEY } from './seen.ts';

const CHANNEL = 'chartwire:inspection';

/** What a page tells an inspector. */
export interface Inspected {
	readonly client: string;
	readonly server: string;
	readonly page: string;
	readonly observation: Observation;
}

/** Undefined where nobody of this origin inspects, or a browser has no such channel. */
export function openInspection(client: string, server: string) {
	if (typeof BroadcastChannel === 'undefined' || globalThis.localStorage?.getItem(INSPECT_KEY) == null)
		return undefined;
	const channel = new BroadcastChannel(CHANNEL);
	const page = document.title || location.pathname;
	return {
		tell: (observation: Observation) => channel.postMessage({ client, server, page, observation } satisfies Inspected),
		close: () => channel.close(),
	};
}

/** Asks every page of this origin that loads from now on to tell what it sees; returns what ends that. */
export function inspect(told: (inspected: Inspected) => void): () => void {
	const ask = () => localStorage.setItem(INSPECT_KEY, '1');
	ask();
	// Another inspector of this origin has ended; this one goes on.
	const onStorage = ({ key, newValue }: StorageEvent) => key === INSPECT_KEY && newValue === null && ask();
	globalThis.addEventListener?.('storage', onStorage);
	const channel = new BroadcastChannel(CHANNEL);
	channel.onmessage = ({ data }: MessageEvent<Inspected>) => told(data);
	return () => {
		globalThis.removeEventListener?.('storage', onStorage);
		localStorage.removeItem(INSPECT_KEY);
		channel.close();
	};
}
