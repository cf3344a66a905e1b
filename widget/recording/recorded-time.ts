/** When each observation of a client was made, on one clock that never goes back. */
import type { Observation } from '../protocol.ts';

/**
 * Times in ms, one for each observation. Until a client has heard the server for the first time it stamps by its own
 * clock, which may be wrong; the first `welcome` says by how much. Where the stamps step back later (a clock was set
 * anew), no time has passed.
 */
export function timesOf(observations: readonly Observation[]): readonly number[] {
	const first = observations.findIndex(({ what, ...rest }) => what === 'in' && stampOfWelcome(rest) !== undefined);
	const welcome = observations[first];
	const wrongBy = welcome === undefined ? 0 : (stampOfWelcome(welcome) ?? welcome.at) - welcome.at;
	let before = Number.NaN;
	let time = Number.NaN;
	return observations.map(({ at }, index) => {
		const stamp = index <= first ? at + wrongBy : at;
		time = Number.isNaN(time) ? stamp : time + Math.max(0, stamp - before);
		before = stamp;
		return time;
	});
}

function stampOfWelcome(observation: object): number | undefined {
	const { type, at } = (observation as { readonly frame?: { readonly type: string; readonly at?: unknown } }).frame ?? {
		type: '',
	};
	return type === 'welcome' && typeof at === 'number' ? at : undefined;
}
