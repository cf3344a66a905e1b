import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { ChartwireError } from '../../../widget/errors.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

function mount(): { chart: SqlChart; client: FakeClient } {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'revenue';
	document.body.append(chart);
	return { chart, client };
}

const canvasOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('canvas');

const linked = (hash: string, asOf = Date.now()): ResultEvent => ({
	kind: 'result',
	run: `run-${hash}`,
	result: { href: `/v1/results/${hash}`, rows: 2, bytes: 20_000, truncated: false, asOf, hash },
});

const body = (value: number) => ({
	columns: [
		{ name: 'day', type: 'date' },
		{ name: 'total', type: 'number' },
	],
	data: [
		['2024-01-01', '2024-01-02'],
		[value, value],
	],
	rows: 2,
	truncated: false,
});

afterEach(() => document.body.replaceChildren());

describe('sql-chart', () => {
	it('watches its chart while it is in the document, and no longer', async () => {
		const { chart, client } = mount();
		await until('a watcher', () => client.watchers.size === 1);
		equal([...client.watchers.values()], [{ chart: 'revenue' }]);
		chart.remove();
		equal(client.watchers.size, 0, 'watchers after removal');
	});

	it('keeps its frame when it is moved in the document', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await until('a canvas', () => canvasOf(chart));
		const place = document.createElement('section');
		document.body.append(place);
		place.append(chart);
		await until('a canvas again', () => canvasOf(chart));
		equal(client.watchers.size, 1, 'watchers');
	});

	it('watches anew, without the old frame, when chart or parameters change', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await until('a canvas', () => canvasOf(chart));
		chart.setAttribute('params', '{"region":"north"}');
		await until('no canvas', () => !canvasOf(chart));
		equal([...client.watchers.values()], [{ chart: 'revenue', params: { region: 'north' } }]);
	});

	it('fires typed events that leave shadow roots', async () => {
		const { chart, client } = mount();
		const heard: unknown[] = [];
		document.body.addEventListener('chartwire-state', ({ detail }) => heard.push(detail));
		document.body.addEventListener('chartwire-data', ({ detail }) => heard.push([detail.run, detail.table.rows]));
		document.body.addEventListener('chartwire-error', ({ detail }) => heard.push(detail));
		await until('the first state', () => heard.length === 1);
		client.push({ result: series([1, 2, 3]) });
		await until('data', () => heard.length === 3);
		const position = { line: 1, column: 8, offset: 7 };
		client.push({ run: { kind: 'failed', run: 'run-2', code: '42703', message: 'no such column', position } });
		await until('an error', () => heard.length === 5);
		equal(heard, [
			{ state: 'loading', stale: false, connection: 'online' },
			{ state: 'ready', stale: false, connection: 'online' },
			['run-1', 3],
			{ state: 'failed', stale: true, connection: 'online' },
			{ code: '42703', message: 'no such column', position },
		]);
		ok(chart.isConnected, 'still there');
	});

	it('never lets a late answer win over a newer one', async () => {
		const { chart, client } = mount();
		const answers = new Map<string, (answer: unknown) => void>();
		const runs: string[] = [];
		client.answer = (_method, path) => new Promise((resolve) => answers.set(path, resolve));
		chart.addEventListener('chartwire-data', ({ detail }) => runs.push(detail.run));
		await chart.updateComplete;
		client.push({ result: linked('h1') });
		client.push({ result: linked('h2') });
		const answer = (hash: string) => answers.get(`http://charts.test/v1/results/${hash}`);
		await until('both requests', () => answers.size === 2);
		answer('h2')?.(body(2));
		await until('the newer result', () => runs.length === 1);
		answer('h1')?.(body(1));
		await painted();
		equal(runs, ['run-h2']);
	});

	it('tries again when a result cannot be loaded, and keeps the frame meanwhile', async () => {
		const { chart, client } = mount();
		let failures = 0;
		client.answer = () => {
			failures += 1;
			return failures === 1 ? Promise.reject(new Error('cut')) : Promise.resolve(body(5));
		};
		await chart.updateComplete;
		client.push({ result: series([1, 2]) });
		await until('a canvas', () => canvasOf(chart));
		client.push({ result: linked('h3') });
		await until('the badge', () => chart.shadowRoot?.textContent?.includes('Refresh failed'));
		ok(canvasOf(chart), 'the frame is gone');
		await until('the new result', () => failures === 2 && !chart.shadowRoot?.textContent?.includes('Refresh failed'));
	});

	it('makes the next large result of the last one by its patch, and fetches what it has no base for', async () => {
		const { chart, client } = mount();
		const tables: number[][] = [];
		client.answer = () => Promise.resolve(body(5));
		chart.addEventListener('chartwire-data', ({ detail }) => tables.push([...(detail.table.data[1] as number[])]));
		await chart.updateComplete;
		client.push({ result: linked('h1') });
		await until('the first', () => tables.length === 1);
		const next = (hash: string, base: string, rows: number): ResultEvent => {
			const { result, ...event } = linked(hash);
			const pieces = [{ from: 1, count: 1 }, { rows: [['2024-01-03'], [7]] }];
			return { ...event, result: { ...result, rows, patch: { base, pieces } } } as ResultEvent;
		};
		client.push({ result: next('h2', 'h1', 2) });
		await until('the second', () => tables.length === 2);
		equal(tables[1], [5, 7]);
		equal(client.requests.length, 1, 'requests');
		client.push({ result: next('h4', 'h3', 2) });
		await until('another base', () => tables.length === 3);
		client.push({ result: next('h5', 'h4', 9) });
		await until('a patch that does not fit', () => tables.length === 4);
		equal(client.requests.length, 3, 'requests');
	});

	it('fetches what was gone once another run has brought the same content', async () => {
		const { chart, client } = mount();
		let isGone = true;
		client.answer = () =>
			isGone ? Promise.reject(new ChartwireError('not_found', 'gone', { status: 404 })) : Promise.resolve(body(5));
		await chart.updateComplete;
		const first = linked('h4');
		client.push({ result: first });
		await until('the reason', () => chart.shadowRoot?.textContent?.includes('gone'));
		isGone = false;
		client.push({ result: { ...first, run: 'another' } });
		await until('a canvas', () => canvasOf(chart));
	});

	it('is drawn as its author has declared, and anew when that changes', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		const canvas = () => canvasOf(chart) ?? undefined;
		/** How many pixels have about this colour. */
		const pixels = ([red, green, blue]: readonly [number, number, number]): number => {
			const { width = 0, height = 0 } = canvas() ?? {};
			const data = canvas()?.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
			let found = 0;
			for (let at = 0; at < data.length; at += 4) {
				const [r = 0, g = 0, b = 0, a = 0] = data.slice(at, at + 4);
				if (a > 200 && Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) < 30) found += 1;
			}
			return found;
		};
		const spec = {
			version: 1,
			title: 'Revenue',
			description: 'Net, by day',
			names: { total: 'Net revenue' },
			colors: { total: '#00ff00' },
			formats: { total: { style: 'currency', currency: 'EUR' } },
			thresholds: [{ value: 9, label: 'Plan', color: '#ff0000' }],
			yAxis: { title: 'Euros' },
		};
		client.send({ type: 'spec', spec });
		client.push({ result: series([1, 2, 3]) });
		await until('a canvas', canvas);
		await until('the line in its colour', () => pixels([0, 255, 0]) > 100);
		ok(pixels([255, 0, 0]) > 100, 'the threshold is not drawn');
		equal(chart.shadowRoot?.querySelector('.heading')?.textContent, 'Revenue');
		equal(chart.shadowRoot?.querySelector('.description')?.textContent, 'Net, by day');
		const label = () => chart.shadowRoot?.querySelector('.canvas')?.getAttribute('aria-label') ?? '';
		await until('the words', () => label().includes('Net revenue is rising: lowest €1.00'));
		client.send({ type: 'spec', spec: { version: 1, type: 'number', formats: spec.formats } });
		await until('the figure', () => chart.shadowRoot?.querySelector('.number .value')?.textContent === '€3.00');
		client.send({ type: 'spec', spec: null });
		await until('its own choice', () => canvas() && pixels([0, 255, 0]) === 0);
	});

	it('cuts a title and a description that are too long, and stays in its box', async () => {
		const { chart, client } = mount();
		chart.style.inlineSize = '300px';
		client.send({ type: 'spec', spec: { version: 1, title: 'A title '.repeat(30), description: 'Words '.repeat(60) } });
		await chart.updateComplete;
		client.send({ type: 'spec', spec: { version: 1, title: 'A title '.repeat(30), description: 'Words '.repeat(60) } });
		client.push({ result: series([1, 2, 3]) });
		await until('a canvas', () => canvasOf(chart));
		const widths = ['.stage', 'figcaption', '.footer'].map(
			(part) => chart.shadowRoot?.querySelector(part)?.clientWidth,
		);
		equal(widths, [300, 300, 300]);
	});

	it('stacks columns, takes a logarithmic axis, and says which column it lacks', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		const sent = (spec: object) => client.send({ type: 'spec', spec: { version: 1, ...spec } });
		const table = result(
			[
				['month', 'text'],
				['north', 'number'],
				['south', 'number'],
			],
			[
				['Jan', 10, 1000],
				['Feb', 100, 10],
			],
		);
		for (const spec of [
			{ type: 'column', stack: 'stacked' },
			{ type: 'column', stack: 'percent' },
			{ type: 'line', yAxis: { scale: 'log' } },
		]) {
			sent(spec);
			client.push({ result: table });
			await until('a canvas', () => canvasOf(chart));
			await accessible(chart);
		}
		sent({ type: 'line', y: ['north', 'rain'] });
		await until('the note', () => chart.shadowRoot?.querySelector('.note')?.textContent?.includes('no column “rain”'));
	});

	it('blanks a frame of another channel after a new token (I9 before I11)', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2]) }, 'channel-a');
		await until('a canvas', () => canvasOf(chart));
		const other = new FakeClient();
		chart.token = 'another';
		chart.client = other;
		await until('a watcher', () => other.watchers.size === 1);
		ok(canvasOf(chart), 'the frame must wait for the answer');
		other.push({}, 'channel-b');
		await until('no canvas', () => !canvasOf(chart));
	});

	it('shows the rows behind the picture by its table switch', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		const button = await until('the switch', () => chart.shadowRoot?.querySelector<HTMLButtonElement>('.switch'));
		button.click();
		await until('three rows', () => chart.shadowRoot?.querySelectorAll('tbody tr').length === 3);
		equal(button.getAttribute('aria-pressed'), 'true');
	});

	it('chooses how to draw by the types of the columns', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		const shown = (selector: string) => until(selector, () => chart.shadowRoot?.querySelector(selector));
		client.push({ result: series([1, 2]) });
		await shown('.plot:not(.columns)');
		const species = [
			['Adelie', 152],
			['Gentoo', 124],
		];
		client.push({
			result: result(
				[
					['species', 'text'],
					['birds', 'number'],
				],
				species,
			),
		});
		await shown('.plot.columns');
		client.push({ result: result([['birds', 'number']], [[344]]) });
		await shown('.number');
		client.push({ result: result([['note', 'text']], [['a'], ['b']]) });
		await shown('table');
	});

	it('follows the colour of the text around it, and its own attribute', async () => {
		const { chart } = mount();
		await chart.updateComplete;
		const dark = () => chart.shadowRoot?.querySelector('.root.dark');
		ok(!dark(), 'dark on a light page');
		page('dark');
		await until('dark', dark);
		chart.theme = 'light';
		await until('light', () => !dark());
	});

	for (const [dark, color] of [
		[false, 'oklch(0.25 0.02 250)'],
		[true, 'oklch(0.93 0.01 250)'],
		[false, 'lab(15 2 -6)'],
		[true, 'lab(93 0 -2)'],
		[false, 'lch(15 6 280)'],
		[true, 'lch(93 2 280)'],
		[false, 'color(display-p3 0.1 0.1 0.12)'],
		[true, 'hsl(210 20% 92%)'],
		[true, 'rgb(255 255 255 / 0.9)'],
	] as const) {
		it(`sees that ${color} is ${dark ? 'light' : 'dark'} text`, async () => {
			const { chart } = mount();
			document.body.style.color = color;
			await until('its scheme', () => !chart.shadowRoot?.querySelector('.root.dark') === !dark);
			await painted();
			equal(chart.shadowRoot?.querySelector('.root')?.classList.contains('dark'), dark);
		});
	}

	it('goes back to its chart when the attribute “run” is taken away', async () => {
		const { chart, client } = mount();
		chart.setAttribute('run', 'r1');
		await until('the run', () => [...client.watchers.values()].some((target) => 'run' in target));
		chart.removeAttribute('run');
		await until('the chart', () => [...client.watchers.values()].some((target) => 'chart' in target));
		Object.assign(chart, { run: undefined, type: undefined, params: undefined });
		await chart.updateComplete;
		equal([...client.watchers.values()], [{ chart: 'revenue' }]);
		chart.removeAttribute('chart');
		chart.setAttribute('token', 't');
		chart.removeAttribute('token');
		Object.assign(chart, { chart: undefined, client: undefined, token: undefined });
		await until('what is missing', () => chart.shadowRoot?.textContent?.includes('set the attribute “chart”'));
		equal(client.watchers.size, 0, 'watchers');
	});

	it('drops the frame when the bearer has left (I9 before I11)', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await until('a canvas', () => canvasOf(chart));
		chart.token = '';
		chart.client = undefined;
		await until('the message', () => chart.shadowRoot?.textContent?.includes('Set the attribute “token”'));
		await until('no canvas', () => !canvasOf(chart));
		equal(chart.shadowRoot?.querySelector('.footer')?.textContent?.trim(), '', 'the footer');
	});

	it('says that its parameters are not JSON, and asks for nothing', async () => {
		const { chart, client } = mount();
		chart.setAttribute('params', '{region: north}');
		await until('the message', () => chart.shadowRoot?.textContent?.includes('The attribute “params” is not JSON'));
		equal(client.watchers.size, 0, 'watchers');
		chart.removeAttribute('params');
		await until('a watcher', () => client.watchers.size === 1);
	});

	it('says in the footnote that a type does not exist', async () => {
		const { chart, client } = mount();
		chart.setAttribute('type', 'pyramid');
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await until('the note', () =>
			chart.shadowRoot?.querySelector('.note')?.textContent?.includes('no chart type “pyramid”'),
		);
		ok(await until('a canvas', () => canvasOf(chart)), 'drawn all the same');
	});

	it('asks again for a result while the server is busy', async () => {
		const { chart, client } = mount();
		let asked = 0;
		client.answer = () => {
			asked += 1;
			const busy = new ChartwireError('busy', 'Too many requests.', { status: 429, retryAfterMs: 1500 });
			return asked === 1 ? Promise.reject(busy) : Promise.resolve(body(5));
		};
		await chart.updateComplete;
		const begun = performance.now();
		client.push({ result: linked('h9') });
		await until('the result', () => canvasOf(chart));
		ok(performance.now() - begun >= 1500, 'earlier than the server has asked for');
	});
});
