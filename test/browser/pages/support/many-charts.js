/**
 * Runs in a page beside the built script: charts of every family with values that need no server, each in a box of its
 * own, and whatever state a test wants them in. Plain JavaScript, since nothing compiles it on its way there.
 */

const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
const day = (at) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);
const wave = (at, of = 7) => Math.round(60 + 40 * Math.sin(at / of) + (at % 5) * 3);

const KINDS = ['north', 'south', 'west'];
const STEPS = ['visits', 'carts', 'orders', 'paid'];

/** Columns as `name:type`, and rows of their cells. */
function tableOf(columns, rows) {
	const named = columns.split(' ').map((each) => each.split(':'));
	return {
		columns: named.map(([name, type = 'text']) => ({ name, type })),
		data: named.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const days = tableOf(
	'day:date north:number south:number west:number',
	many(60, (at) => [day(at), wave(at), wave(at, 11) - 20, wave(at, 5) + 30]),
);
const named = tableOf(
	'region north:number south:number',
	many(5, (at) => [`region ${at + 1}`, wave(at, 2), wave(at, 3)]),
);
const grouped = tableOf(
	'region kind n:number',
	many(12, (at) => [`region ${1 + (at % 4)}`, KINDS[at % 3], wave(at, 2)]),
);
const parts = tableOf(
	'part n:number',
	many(5, (at) => [`part ${at + 1}`, 50 - at * 8]),
);
const one = tableOf(
	'day:date n:number',
	many(60, (at) => [day(at), wave(at)]),
);

/** A result and a specification that suit each family. */
const SAMPLES = {
	line: { table: days },
	area: { table: days, spec: { stack: 'stacked' } },
	step: { table: days },
	column: { table: named },
	combination: { table: named },
	sparkline: { table: one },
	number: { table: one },
	table: {
		table: tableOf(
			'item day:date n:number',
			many(60, (at) => [`item ${at + 1}`, day(at), wave(at)]),
		),
	},
	pivot: { table: grouped, spec: { pivot: { rows: ['region'], columns: ['kind'], totals: true } } },
	bar: { table: grouped },
	scatter: {
		table: tableOf(
			'x:number y:number kind',
			many(40, (at) => [at, wave(at), KINDS[at % 3]]),
		),
	},
	histogram: {
		table: tableOf(
			'n:number',
			many(80, (at) => [wave(at)]),
		),
	},
	box: {
		table: tableOf(
			'kind n:number',
			many(60, (at) => [KINDS[at % 3], wave(at)]),
		),
	},
	heatmap: { table: grouped },
	calendar: { table: one },
	pie: { table: parts },
	donut: { table: parts },
	funnel: {
		table: tableOf(
			'step n:number',
			STEPS.map((step, at) => [step, 400 - at * 90]),
		),
	},
	gauge: {
		table: tableOf('n:number', [[64]]),
		spec: { thresholds: [{ value: 50 }, { value: 80 }], yAxis: { min: 0, max: 100 } },
	},
	candlestick: {
		table: tableOf(
			'day:date open:number high:number low:number close:number',
			many(30, (at) => [day(at), wave(at), wave(at) + 12, wave(at) - 12, wave(at) + (at % 2 ? 6 : -6)]),
		),
	},
	waterfall: {
		table: tableOf('step n:number', [
			['before', 100],
			['sold', 40],
			['lost', -25],
			['found', 10],
		]),
		spec: { waterfall: { total: 'after' } },
	},
	sankey: {
		table: tableOf('from to n:number', [
			['search', 'shop', 30],
			['mail', 'shop', 20],
			['shop', 'paid', 35],
			['shop', 'left', 15],
		]),
	},
	treemap: {
		table: tableOf(
			'region kind n:number',
			many(9, (at) => [`region ${1 + (at % 3)}`, `kind ${at + 1}`, 50 - at * 3]),
		),
	},
	map: {
		table: tableOf('country n:number', [
			['France', 20],
			['Spain', 30],
			['Brazil', 40],
			['China', 50],
			['Egypt', 10],
		]),
	},
};

const placed = new Map();

/** A client without a server, moved by the test. */
class HandClient {
	server = location.origin;
	token = '';
	online = { status: 'online', transport: 'websocket' };
	state = this.online;
	watchers = new Set();
	listeners = new Set();
	seq = 0;
	connection() {
		return this.state;
	}
	onConnection(listener) {
		this.listeners.add(listener);
		listener(this.state);
		return () => this.listeners.delete(listener);
	}
	watch(_target, listener) {
		this.watchers.add(listener);
		return () => this.watchers.delete(listener);
	}
	tryNow() {}
	setToken() {}
	serverNow() {
		return Date.now();
	}
	request() {
		return Promise.reject(new Error('there is no server'));
	}
	send(update) {
		for (const listener of this.watchers) listener(update);
	}
	connect(state) {
		this.state = state;
		for (const listener of this.listeners) listener(state);
	}
	push(view) {
		this.seq += 1;
		this.send({ type: 'reset', channel: 'c', epoch: 'e', seq: this.seq, at: Date.now(), view });
	}
}

const resultOf = (table, { ageMs = 0, ...more } = {}) => ({
	kind: 'result',
	run: 'r',
	result: { ...table, ...more, asOf: Date.now() - ageMs, hash: JSON.stringify(table).length.toString() },
});

/** What brings a chart into each of its states, by name. */
const LOST = { status: 'waiting', attempt: 3, retryAt: Date.now() + 3_600_000, code: 'closed' };
const LONG = 'column "revenue_without_tax" of the relation "orders_of_all_shops" does not exist';
const run = (event) => ({ run: { run: 'r2', ...event } });
const REFUSED = { type: 'error', code: 'not_allowed', message: 'Ask whoever looks after this page for it.' };
const FAILED = run({ kind: 'failed', code: '42703', message: LONG, hint: 'Did you mean revenue_with_tax?' });

const BARE = {
	loading: () => {},
	waiting: (client) => client.push(run({ kind: 'waiting', reason: 'source_down' })),
	queued: (client) => client.push(run({ kind: 'queued', position: 12 })),
	running: (client) =>
		client.push(run({ kind: 'progress', rows: 40_000, startedAt: Date.now() - 12_100, expectedMs: 20_000 })),
	empty: (client) => client.push({ result: resultOf(tableOf('n:number', [])) }),
	failed: (client) => client.push(FAILED),
	canceled: (client) => client.push(run({ kind: 'canceled' })),
	refused: (client) => client.send({ ...REFUSED, retryable: false }),
	offline: (client) => client.connect(LOST),
};

const FRAMED = {
	ready: () => {},
	truncated: (client, table) => client.push({ result: resultOf(table, { truncated: true }) }),
	stale: (client, table) => {
		const freshness = { kind: 'freshness', stale: true, reason: 'The source has not answered since this morning.' };
		client.push({ result: resultOf(table, { ageMs: 3_700_000 }), freshness });
	},
	updating: (client, table) =>
		client.push({ result: resultOf(table), ...run({ kind: 'running', startedAt: Date.now() }) }),
	'failed refresh': (client, table) => client.push({ result: resultOf(table), ...FAILED }),
	'refused refresh': (client) => client.send({ ...REFUSED, retryable: false }),
	'lost connection': (client) => client.connect(LOST),
};

/** Puts charts into the page: `{id, type?, columns?, rows?, spec?, state?, width?, height?, heading?, locale?}` each. */
function place(list, { gap = 24 } = {}) {
	document.body.style.cssText += `; margin: 0; padding: 8px; display: flex; flex-wrap: wrap; gap: ${gap}px`;
	for (const { id, type = 'line', width = 400, height = 240, state = 'ready', ...more } of list) {
		const sample = SAMPLES[type];
		const table = more.columns ? tableOf(more.columns, more.rows) : sample.table;
		const chart = document.createElement('sql-chart');
		const client = new HandClient();
		chart.id = id;
		// Those that are far down, too.
		chart.loading = 'eager';
		chart.chart = 'x';
		chart.client = client;
		chart.heading = more.heading ?? '';
		chart.spec = { version: 1, type, ...sample.spec, ...more.spec };
		if (more.locale) chart.locale = more.locale;
		chart.style.cssText = `inline-size: ${width}; block-size: ${height}px; flex: none`;
		chart.style.inlineSize = typeof width === 'number' ? `${width}px` : width;
		document.body.append(chart);
		placed.set(id, { chart, client, table, type });
		// Whoever subscribes is answered later.
		queueMicrotask(() => {
			if (BARE[state]) BARE[state](client, table);
			else {
				client.push({ result: resultOf(table, more.result) });
				FRAMED[state](client, table);
			}
		});
	}
}

/** Brings a chart that has been placed into a state, from whatever it is in. */
function enter(id, state) {
	const { client, table } = placed.get(id);
	client.connect(client.online);
	client.send({ type: 'blank' });
	client.push({});
	if (!BARE[state]) client.push({ result: resultOf(table) });
	(BARE[state] ?? FRAMED[state])(client, table);
}

/** What a chart calls the states of a frame. */
const PHASES = {
	truncated: 'ready',
	stale: 'ready',
	updating: 'ready',
	'failed refresh': 'failed',
	'refused refresh': 'refused',
	'lost connection': 'offline',
};

const rootOf = (id) => placed.get(id).chart.shadowRoot;

/** Everything is on the screen that is to be there. */
function isDrawn() {
	return [...placed.values()].every(({ chart }) => {
		const root = chart.shadowRoot;
		const box = root?.querySelector('.drawing');
		const hasFrame = root?.querySelector('.asof, .badge') !== null;
		if (box === null || box === undefined) return false;
		return hasFrame
			? box.childElementCount > 0 || root.querySelector('.message') !== null
			: root.querySelector('.message') !== null;
	});
}

/** Resolves when everything is painted. Asked from outside, a page that forbids `eval` could not be watched. */
async function drawn() {
	const frame = () => new Promise(requestAnimationFrame);
	const end = performance.now() + 20_000;
	while (!isDrawn()) {
		if (performance.now() > end) throw new Error('Not every chart is drawn after 20 s.');
		await frame();
	}
	// What is drawn is painted two frames later.
	await frame();
	await frame();
}

const TYPES = Object.keys(SAMPLES);
const STATES = [...Object.keys(BARE), ...Object.keys(FRAMED)];

globalThis.charts = { place, enter, isDrawn, drawn, rootOf, placed, BARE, PHASES, TYPES, STATES };
