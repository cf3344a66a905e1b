import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { RunEvent } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, painted, pixelsLike, result, series, until } from './support.ts';

interface Case {
	readonly name: string;
	readonly state: string;
	readonly text: string;
	readonly act: (client: FakeClient) => void;
}

const run = (event: object): { run: RunEvent } => ({ run: { run: 'run-1', ...event } as RunEvent });
const lost = { status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'closed' } as const;
const position = { line: 3, column: 14, offset: 40 };

const BARE: readonly Case[] = [
	{ name: 'loading', state: 'loading', text: '', act: () => {} },
	{
		name: 'waiting',
		state: 'waiting',
		text: 'The source is busy.',
		act: (client) => client.push(run({ kind: 'waiting', reason: 'The source is busy.' })),
	},
	{
		name: 'queued',
		state: 'queued',
		text: '3rd in line',
		act: (client) => client.push(run({ kind: 'queued', position: 3 })),
	},
	{
		name: 'waiting for a source that is down',
		state: 'waiting',
		text: 'Its database cannot be reached now.',
		act: (client) => client.push(run({ kind: 'waiting', reason: 'source_down' })),
	},
	{
		name: 'running, longer than its like before',
		state: 'running',
		text: '25 s, usually about 20 s',
		act: (client) => client.push(run({ kind: 'running', startedAt: Date.now() - 25_100, expectedMs: 20_000 })),
	},
	{
		name: 'running, with rows so far',
		state: 'running',
		text: '12 s · 40,000 rows so far',
		act: (client) => client.push(run({ kind: 'progress', rows: 40_000, startedAt: Date.now() - 12_100 })),
	},
	{
		name: 'running, with rows so far and what its like took before',
		state: 'running',
		text: '12 s of about 20 s · 40,000 rows so far',
		act: (client) =>
			client.push(run({ kind: 'progress', rows: 40_000, startedAt: Date.now() - 12_100, expectedMs: 20_000 })),
	},
	{
		name: 'failed, with place and hint',
		state: 'failed',
		text: 'line 3, column 14',
		act: (client) =>
			client.push(
				run({ kind: 'failed', code: '42703', message: 'column "prise" does not exist', hint: 'Try price.', position }),
			),
	},
	{ name: 'canceled', state: 'canceled', text: 'Canceled', act: (client) => client.push(run({ kind: 'canceled' })) },
	{
		name: 'empty',
		state: 'empty',
		text: 'No rows',
		act: (client) => client.push({ result: result([['a', 'number']], []) }),
	},
	{
		name: 'not allowed',
		state: 'refused',
		text: 'Not allowed',
		act: (client) => client.send({ type: 'error', code: 'not_allowed', message: 'Ask for it.', retryable: false }),
	},
	{
		name: 'an unknown chart',
		state: 'refused',
		text: 'There is no such chart',
		act: (client) => client.send({ type: 'error', code: 'unknown_chart', message: 'No "x".', retryable: false }),
	},
	{
		name: 'an answer too old to be shown',
		state: 'waiting',
		text: 'The last answer is too old to be shown',
		act: (client) => {
			const reason = 'The last answer is too old to be shown; the next one is on its way.';
			client.push({ freshness: { kind: 'freshness', stale: true, expired: true, reason } });
		},
	},
	{ name: 'no connection', state: 'offline', text: 'Reconnecting', act: (client) => client.connect(lost) },
	{
		name: 'a stopped connection',
		state: 'refused',
		text: 'This token has expired',
		act: (client) => client.connect({ status: 'stopped', code: 'token_expired', message: 'Get a new one.' }),
	},
];

const FRAMED: readonly Case[] = [
	{ name: 'ready', state: 'ready', text: 'as of', act: () => {} },
	{
		name: 'stale by the server’s word',
		state: 'ready',
		text: 'Stale · as of 2 min ago',
		act: (client) => {
			const old = series([1, 2, 3], { ageMs: 130_000 });
			client.push({ result: old, freshness: { kind: 'freshness', stale: true, reason: 'The source is down.' } });
		},
	},
	{
		name: 'a failed refresh',
		state: 'failed',
		text: 'Refresh failed · as of',
		act: (client) => client.push({ ...run({ kind: 'failed', code: 'x', message: 'division by zero' }) }),
	},
	{
		name: 'a refresh that waits for a source that is down',
		state: 'ready',
		text: 'Its database cannot be reached now.',
		act: (client) => client.push({ result: series([1, 2, 3]), ...run({ kind: 'waiting', reason: 'source_down' }) }),
	},
	{
		name: 'stale, with its refresh under way',
		state: 'ready',
		text: 'as of just now Too old. Updating',
		act: (client) =>
			client.push({
				result: series([1, 2, 3]),
				freshness: { kind: 'freshness', stale: true, reason: 'Too old.' },
				...run({ kind: 'queued', position: 2 }),
			}),
	},
	{ name: 'a reset without a result', state: 'ready', text: 'Stale · as of', act: (client) => client.push({}) },
	{ name: 'reconnecting', state: 'offline', text: 'Reconnecting · as of', act: (client) => client.connect(lost) },
	{
		name: 'a refusal',
		state: 'refused',
		text: 'Not available · as of',
		act: (client) => client.send({ type: 'error', code: 'not_allowed', message: 'Gone.', retryable: false }),
	},
];

function mount(): { chart: SqlChart; client: FakeClient; states: string[] } {
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	const states: string[] = [];
	chart.addEventListener('chartwire-state', ({ detail }) => states.push(detail.state));
	chart.client = client;
	chart.chart = 'revenue';
	chart.heading = 'Revenue';
	document.body.append(chart);
	return { chart, client, states };
}

const textOf = (chart: SqlChart): string => (chart.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
const boxOf = (chart: SqlChart): string => {
	const stage = chart.shadowRoot?.querySelector('.stage');
	return JSON.stringify([chart.getBoundingClientRect(), stage?.getBoundingClientRect()]);
};
const drawn = (chart: SqlChart) => until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));

/** How far the page's clock is ahead of the real one: a test moves it by hand. */
let passed = 0;
const realNow = Date.now;
Date.now = () => realNow() + passed;

afterEach(() => {
	passed = 0;
	document.body.replaceChildren();
});

for (const scheme of ['light', 'dark'] as const) {
	describe(`sql-chart without a frame, ${scheme}`, () => {
		for (const { name, state, text, act } of BARE) {
			it(`shows ${name}, in its unchanged box, accessibly`, async () => {
				page(scheme);
				const { chart, client, states } = mount();
				await chart.updateComplete;
				const before = boxOf(chart);
				act(client);
				await until(`state ${state}`, () => states.at(-1) === state);
				await until(`text ${text}`, () => textOf(chart).includes(text));
				equal(boxOf(chart), before, 'box');
				await accessible(chart);
			});
		}
	});
}

describe('sql-chart with a frame', () => {
	for (const { name, state, text, act } of FRAMED) {
		it(`I11: keeps the last good frame in view: ${name}`, async () => {
			page();
			const { chart, client, states } = mount();
			await chart.updateComplete;
			const before = boxOf(chart);
			client.push({ result: series([1, 2, 3]) });
			await drawn(chart);
			act(client);
			await until(`state ${state}`, () => states.at(-1) === state);
			await until(`text ${text}`, () => textOf(chart).includes(text));
			ok(chart.shadowRoot?.querySelector('canvas'), 'the frame is gone');
			equal(boxOf(chart), before, 'box');
			await accessible(chart);
		});
	}

	it('I9 before I11: removes the frame when the server says so', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		client.send({ type: 'blank' });
		await until('no canvas', () => !chart.shadowRoot?.querySelector('canvas'));
	});

	it('says how much was cut off', async () => {
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3], { truncated: true }) });
		await until('the note', () => textOf(chart).includes('cut at 3 rows'));
	});

	it('asks for what is missing', async () => {
		const { chart } = mount();
		chart.client = undefined;
		await until('the token', () => textOf(chart).includes('Set the attribute “token”'));
		chart.chart = '';
		await until('the chart', () => textOf(chart).includes('set the attribute “chart”'));
	});

	const saidBy = (chart: SqlChart) => chart.shadowRoot?.querySelector('figure > [role=status]')?.textContent ?? '';

	it('says after five seconds that the first answer has not come', async () => {
		page();
		const { chart } = mount();
		await chart.updateComplete;
		ok(!textOf(chart).includes('Still waiting'), 'too early');
		passed = 5000;
		await until('the sentence', () => textOf(chart).includes('Still waiting for the first answer'));
		ok(saidBy(chart).includes('Still waiting'), saidBy(chart));
		await accessible(chart);
	});

	it('marks the frame of a back end that is dead', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		const live = series([1, 2, 3]);
		client.push({ result: { ...live, result: { ...live.result, refreshMs: 1000 } } });
		await drawn(chart);
		ok(!textOf(chart).includes('Stale'), 'too early');
		passed = 10_500;
		await until('the badge', () => /Stale · as of 1\d s ago/.test(textOf(chart)));
	});

	it('speaks of a lost connection behind a frame only when it lasts', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		client.connect(lost);
		await until('the badge', () => textOf(chart).includes('Reconnecting · as of'));
		client.connect({ status: 'connecting', attempt: 4 });
		await chart.updateComplete;
		equal(saidBy(chart), '', 'spoken at once');
		passed = 8000;
		await until('the words', () => saidBy(chart).startsWith('Reconnecting.'));
	});

	it('is not stale while a new token is being confirmed', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		chart.token = 'another';
		chart.client = new FakeClient();
		await chart.updateComplete;
		await painted();
		ok(!textOf(chart).includes('Stale'), textOf(chart));
		equal(saidBy(chart), '', 'spoken');
		passed = 2100;
		await until('the badge', () => textOf(chart).includes('Stale'));
	});

	it('cuts nothing when its letters are large', async () => {
		page();
		const { chart, client } = mount();
		chart.style.setProperty('--chartwire-font-size', '40px');
		chart.style.blockSize = '600px';
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		await until('the footer', () => textOf(chart).includes('as of'));
		for (const selector of ['.footer', '.asof', '.heading']) {
			const part = chart.shadowRoot?.querySelector<HTMLElement>(selector);
			ok(part && part.clientHeight >= Number.parseFloat(getComputedStyle(part).fontSize) * 1.2, `${selector} is cut`);
		}
		const plot = chart.shadowRoot?.querySelector('.u-over')?.getBoundingClientRect();
		const box = chart.shadowRoot?.querySelector('.canvas')?.getBoundingClientRect();
		ok(plot && box && box.bottom - plot.bottom > 60, 'no room for the axis');
	});

	it('shows the whole focus ring of the table switch', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		const button = await until('the switch', () => chart.shadowRoot?.querySelector<HTMLElement>('.switch'));
		for (let node: HTMLElement | null = button.parentElement; node !== null; node = node.parentElement) {
			equal(getComputedStyle(node).overflowX, 'visible', `overflow of .${node.className}`);
		}
	});

	it('takes the style of each part from the page', async () => {
		page();
		const { chart, client } = mount();
		chart.heading = 'Revenue';
		chart.spec = { version: 1, description: 'Net', y: ['nothing'] };
		await chart.updateComplete;
		const colorOf = (selector: string) => {
			const part = chart.shadowRoot?.querySelector(selector);
			return part ? getComputedStyle(part).color : `no ${selector}`;
		};
		const sheet = document.createElement('style');
		const parts = ['heading', 'description', 'message', 'drawing', 'footer', 'as-of', 'badge', 'note', 'button'];
		sheet.textContent = parts.map((part, index) => `sql-chart::part(${part}) { color: rgb(1, 2, ${index}) }`).join('');
		document.body.append(sheet);
		equal(['.heading', '.description', '.message'].map(colorOf), ['rgb(1, 2, 0)', 'rgb(1, 2, 1)', 'rgb(1, 2, 2)']);
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		await until('the note', () => chart.shadowRoot?.querySelector('.note'));
		const shown = ['.drawing', '.footer', '.asof', '.note', '.switch'].map(colorOf);
		equal(shown, ['rgb(1, 2, 3)', 'rgb(1, 2, 4)', 'rgb(1, 2, 5)', 'rgb(1, 2, 7)', 'rgb(1, 2, 8)']);
	});

	it('draws in other colours when the theme around it changes', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		client.push({ result: series([1, 2, 3]) });
		await drawn(chart);
		const pixels = (color: readonly number[]): number => {
			const canvas = chart.shadowRoot?.querySelector('canvas');
			const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
			return image ? pixelsLike(image, color, 8) : 0;
		};
		await until('the plain line', () => pixels([0x2f, 0x6f, 0xde]) > 100);
		const sheet = document.createElement('style');
		sheet.textContent = '.other { --chartwire-series-1: #9f6102; color: #2a2118 }';
		document.body.append(sheet);
		chart.classList.add('other');
		await until('the other line', () => pixels([0x9f, 0x61, 0x02]) > 100 && pixels([0x2f, 0x6f, 0xde]) === 0);
	});

	it('moves nothing when a newer result is on its way, and when it comes', async () => {
		page();
		const { chart, client } = mount();
		await chart.updateComplete;
		const result = series([1, 2, 3]);
		client.push({ result });
		await drawn(chart);
		const places = () =>
			[...(chart.shadowRoot?.querySelectorAll('.asof, .end, .switch') ?? [])].map((part) => {
				const { left, top, height } = part.getBoundingClientRect();
				return [part.className, left, top, height];
			});
		const before = places();
		equal(before.length, 4, 'parts');
		const mark = () => chart.shadowRoot?.querySelector<HTMLElement>('.pulse');
		const isMarked = () => getComputedStyle(mark() as HTMLElement).visibility === 'visible';
		ok(!isMarked(), 'marked without a run');
		client.push({ result, run: { kind: 'running', run: 'run-2', startedAt: Date.now() } });
		await until('the mark', isMarked);
		equal(places(), before, 'while it runs');
		client.push({ result: series([2, 3, 4]) });
		await until('no mark', () => !isMarked());
		equal(places(), before, 'when it has come');
	});
});
