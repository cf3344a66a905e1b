// Looks and states of all charts at once. The states are played by a client of the page's own, which says what a server says.
const names = [...document.querySelectorAll('.tile sql-chart')].map((chart) => chart.getAttribute('chart'));
const chartOf = (name) => document.querySelector(`.tile sql-chart[chart="${name}"]`);
const form = document.querySelector('#looks');
const main = document.querySelector('main');
const AN_HOUR_MS = 3_600_000;

/** What each chart has last shown, for the states that still show it. */
const frames = new Map();
document.addEventListener('chartwire-data', ({ target, detail }) => {
	if (target.client === undefined) frames.set(target.getAttribute('chart'), detail.table);
});

const offline = () => ({ status: 'waiting', attempt: 3, retryAt: Date.now() + 600_000, code: 'unreachable' });
const run = (event) => ({ run: { run: 'shown', ...event } });

const resultOf = (table, more = {}) => ({
	result: {
		kind: 'result',
		run: 'shown',
		result: { ...table, asOf: Date.now(), hash: String(Math.random()), ...more },
	},
});

/** What the server says in each state, and what the connection is like. */
const STATES = {
	loading: () => ({}),
	queued: () => ({ view: run({ kind: 'queued', position: 3 }) }),
	running: () => ({ view: run({ kind: 'running', startedAt: Date.now() - 12_000, expectedMs: 40_000 }) }),
	empty: (table) => ({ view: resultOf({ ...table, rows: 0, data: table.data.map(() => []) }) }),
	failed: () => ({
		view: run({
			kind: 'failed',
			code: 'source_error',
			message: 'column "amuont" does not exist',
			hint: 'Perhaps you meant "amount".',
			position: { line: 2, column: 14, offset: 21 },
		}),
	}),
	stale: (table) => ({
		view: {
			...resultOf(table, { asOf: Date.now() - 2 * AN_HOUR_MS }),
			freshness: { kind: 'freshness', run: 'shown', stale: true, reason: 'The last refresh has failed.' },
		},
	}),
	offline: (table) => ({ view: resultOf(table), connection: offline() }),
	truncated: (table) => ({ view: resultOf({ ...table, truncated: true }) }),
	refused: () => ({
		error: { type: 'error', code: 'forbidden', message: 'This token does not permit the chart.', retryable: false },
	}),
};

/** The port of `<sql-chart>` to a server, with a server that says one thing. */
function stage({ view, error, connection = { status: 'online', transport: 'websocket' } }) {
	return {
		server: location.origin,
		token: '',
		connection: () => connection,
		onConnection(listener) {
			listener(connection);
			return () => {};
		},
		watch(_target, listener) {
			const at = Date.now();
			queueMicrotask(() => {
				if (error) listener(error);
				else if (view) listener({ type: 'reset', channel: 'shown', epoch: 'e', seq: 1, at, view });
			});
			return () => {};
		},
		tryNow() {},
		setToken() {},
		serverNow: () => Date.now(),
		request: () => Promise.reject(new Error('nothing is asked in a state that is only shown')),
	};
}

/** A chart of its own for each state: what an earlier one has shown would stay, as it does for a viewer. */
function show(state) {
	for (const name of names) {
		const before = chartOf(name);
		const chart = before.cloneNode();
		const table = frames.get(name) ?? { columns: [], data: [], rows: 0, truncated: false };
		if (state) chart.client = stage(STATES[state](table));
		before.replaceWith(chart);
	}
}

let shownState = '';
form.addEventListener('change', () => {
	const { theme, scheme, width, state } = Object.fromEntries(new FormData(form));
	main.className = ['gallery', theme && `chartwire-${theme}`, width].filter(Boolean).join(' ');
	document.documentElement.dataset.scheme = scheme;
	if (state !== shownState) show(state);
	shownState = state;
});
form.addEventListener('submit', (event) => event.preventDefault());

for (const button of document.querySelectorAll('button[data-copy]')) {
	button.addEventListener('click', async () => {
		const code = document.getElementById(button.dataset.copy);
		try {
			await navigator.clipboard.writeText(code.textContent);
			button.textContent = 'Copied';
		} catch {
			getSelection().selectAllChildren(code);
			button.textContent = 'Selected';
		}
		setTimeout(() => {
			button.textContent = 'Copy';
		}, 2000);
	});
}
