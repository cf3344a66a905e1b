/**
 * Runs in a page, as a part of the bundle that it plays: charts with a server of their own, which says what a test wants.
 * Plain JavaScript, since nothing compiles it on its way there.
 */
import '../../../../dist/widget/define.js';

let results = 0;

/** The port of `<sql-chart>` to a server. */
class Stage {
	server = location.origin;
	token = '';
	#listeners = new Set();
	#connection = { status: 'online', transport: 'websocket' };
	#watchers = new Set();
	#last = [];
	connection = () => this.#connection;
	onConnection(listener) {
		this.#listeners.add(listener);
		listener(this.#connection);
		return () => this.#listeners.delete(listener);
	}
	watch(_target, listener) {
		this.#watchers.add(listener);
		for (const update of this.#last) listener(update);
		return () => this.#watchers.delete(listener);
	}
	tryNow() {}
	setToken() {}
	serverNow = () => Date.now();
	request = () => Promise.reject(new Error('nothing is asked of a stage'));
	connect(connection) {
		this.#connection = connection;
		for (const listener of this.#listeners) listener(connection);
	}
	say(...updates) {
		this.#last.push(...updates);
		for (const update of updates) for (const listener of this.#watchers) listener(update);
	}
	/** A view of the channel: `{ result, run, freshness }`, where a result may be a table. */
	view({ table, ageMs = 0, ...view }) {
		results += 1;
		const result = table && {
			kind: 'result',
			run: 'played',
			result: { truncated: false, ...table, asOf: Date.now() - ageMs, hash: `played-${results}` },
		};
		const at = Date.now();
		this.say({
			type: 'reset',
			channel: 'played',
			epoch: 'e',
			seq: results,
			at,
			view: { ...view, ...(result && { result }) },
		});
	}
}

/** A table of `name:type` columns and rows. */
const tableOf = (columns, rows) => ({
	columns: columns.map((column) => ({ name: column.split(':')[0], type: column.split(':')[1] })),
	data: columns.map((_, index) => rows.map((row) => row[index] ?? null)),
	rows: rows.length,
});

/** A chart, and what its server says, in a box of its own. */
function add({ spec, style = '', updates = [], connection, ...attributes }, parent = document.body) {
	const chart = document.createElement('sql-chart');
	const stage = new Stage();
	chart.client = stage;
	chart.spec = spec;
	for (const [name, value] of Object.entries({ chart: 'played', ...attributes })) chart.setAttribute(name, value);
	chart.style.cssText = style;
	for (const update of updates) {
		if ('type' in update) stage.say(update);
		else stage.view(update);
	}
	if (connection) stage.connect(connection);
	parent.append(chart);
	return { chart, stage };
}

globalThis.player = { add, tableOf };
