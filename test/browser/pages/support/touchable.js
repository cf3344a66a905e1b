/**
 * Runs in a page, as a part of the bundle that it touches: one chart with values that need no server. Plain JavaScript,
 * since nothing compiles it on its way there.
 */
import '../../../../dist/widget/define.js';

const day = (at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);
const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));

const clientOf = (result) => ({
	server: location.origin,
	token: '',
	connection: () => ({ status: 'online', transport: 'websocket' }),
	onConnection(listener) {
		listener({ status: 'online', transport: 'websocket' });
		return () => {};
	},
	watch(_target, listener) {
		const update = { type: 'reset', channel: 'c', epoch: 'e', seq: 1, at: Date.now(), view: { result } };
		setTimeout(() => listener(update));
		return () => {};
	},
	tryNow() {},
	setToken() {},
	serverNow: () => Date.now(),
	request: () => Promise.reject(new Error('there is no server')),
});

/** Two series of 41 days, in the middle of a page that can be scrolled; `type`: drawn as what. */
export function addChart(type) {
	const columns = [
		{ name: 'day', type: 'date' },
		{ name: 'north', type: 'number' },
		{ name: 'south', type: 'number' },
	];
	const data = [many(41, day), many(41, (at) => at), many(41, (at) => 50 - at)];
	const result = { columns, data, rows: 41, truncated: false, asOf: Date.now(), hash: 'h' };
	const chart = document.createElement('sql-chart');
	chart.client = clientOf({ kind: 'result', run: 'r', result });
	chart.chart = 'x';
	if (type) chart.type = type;
	document.body.style.cssText = 'margin: 0; padding-block: 100px 2000px';
	document.body.append(chart);
}
