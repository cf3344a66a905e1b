/** Every element in every language: what is said in English nowhere stays in another one, and Arabic is laid out from the right. */
import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { RunEvent } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, result, series, until } from './support.ts';

const LANGUAGES = ['de', 'fr', 'es', 'ja', 'ar'];
const position = { line: 3, column: 14, offset: 40 };
const lost = { status: 'waiting', attempt: 3, retryAt: Date.now() + 60_000, code: 'closed' } as const;
const run = (event: object): { run: RunEvent } => ({ run: { run: 'run-1', ...event } as RunEvent });
const failed = run({ kind: 'failed', code: 'rate_limited', message: 'Too many requests at once.', position });

/** What brings a chart into a state, and the phase that it is in then. */
const STATES: readonly (readonly [name: string, phase: string, act: (client: FakeClient) => void])[] = [
	['waiting', 'waiting', (client) => client.push(run({ kind: 'waiting', reason: 'source_busy' }))],
	['its source is down', 'waiting', (client) => client.push(run({ kind: 'waiting', reason: 'source_down' }))],
	['queued', 'queued', (client) => client.push(run({ kind: 'queued', position: 3 }))],
	['next in line', 'queued', (client) => client.push(run({ kind: 'queued', position: 1 }))],
	[
		'running',
		'running',
		(client) =>
			client.push(run({ kind: 'progress', rows: 40_000, startedAt: Date.now() - 12_100, expectedMs: 20_000 })),
	],
	['failed', 'failed', (client) => client.push(failed)],
	['canceled', 'canceled', (client) => client.push(run({ kind: 'canceled' }))],
	['empty', 'empty', (client) => client.push({ result: result([['a', 'number']], []) })],
	[
		'refused',
		'refused',
		(client) =>
			client.send({ type: 'error', code: 'token_revoked', message: 'The token was revoked.', retryable: false }),
	],
	['offline', 'offline', (client) => client.connect(lost)],
	['a line', 'ready', (client) => client.push({ result: series([1, 2, 3]) })],
	['a line that is stale', 'failed', (client) => client.push({ result: series([1, 2, 3]), ...failed })],
	[
		'a line that is cut off',
		'offline',
		(client) => {
			client.push({ result: series([1, 2, 3]) });
			client.connect(lost);
		},
	],
	[
		'a line of a table that is cut',
		'ready',
		(client) => client.push({ result: series([1, 2, 3], { truncated: true }) }),
	],
];

const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder'];

/** Every text of elements, and every attribute that is read out. */
function textsOf(roots: readonly (ShadowRoot | Element)[]): string[] {
	const found: string[] = [];
	for (const element of roots.flatMap((root) => [...root.querySelectorAll('*')])) {
		if (element.localName === 'style') continue;
		for (const name of SPOKEN) found.push(element.getAttribute(name) ?? '');
		for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
	}
	return found.filter((text) => /\p{L}/u.test(text));
}

/** Their sentences, without numbers: of a whole that is nearly translated every rest is found. */
const sentencesOf = (texts: readonly string[]): string[] =>
	texts
		.flatMap((text) => text.split(/[.;·:,]\s/))
		.map((text) => text.replace(/[\d\s\p{P}]+/gu, ' ').trim())
		.filter((text) => /\p{L}{2}/u.test(text));

/** What is the same in some language: names in the data, formats, and words that it has from English, or English from it. */
const ALIKE =
	/^(orders?|n|k|a|b|c|day|total|count|sample|select|one|Jan|CSV|JSON|PNG|SVG|SQL|Live|Offline|Table|Total|Error|Source|Sparkline|Sankey|Pivot|Heatmap|Esc|Ctrl|Line|Area|min|null|open|high|low|close)$/;

/** Waits until nothing is left in English, and as much is said as there; else says what is. */
async function translated(
	english: readonly string[],
	roots: readonly (ShadowRoot | Element)[],
	what: string,
): Promise<void> {
	const known = new Set(sentencesOf(english));
	const left = (): string[] => sentencesOf(textsOf(roots)).filter((text) => known.has(text) && !ALIKE.test(text));
	await until(what, () => left().length === 0 && textsOf(roots).length >= english.length).catch(() => {
		equal(left(), [], `${what}: in English`);
		throw new Error(
			`${what}: ${textsOf(roots).length} texts in place of ${english.length}: ${textsOf(roots).join(' | ')}`,
		);
	});
}

async function show(locale: string, act: (client: FakeClient) => void, set: Partial<SqlChart> = {}) {
	page();
	const client = new FakeClient();
	const chart = document.createElement('sql-chart');
	Object.assign(chart, { client, chart: 'orders', locale, ...set });
	document.body.append(chart);
	await until('a subscription', () => client.watchers.size > 0);
	act(client);
	return { chart, client, root: chart.shadowRoot as ShadowRoot };
}

/** The texts once nothing changes any more: chunks come one after the other. */
async function settled(roots: readonly (ShadowRoot | Element)[]): Promise<string[]> {
	let before = '';
	let since = performance.now();
	return until('a rest', () => {
		const texts = textsOf(roots);
		const now = texts.join('|');
		if (now !== before) [before, since] = [now, performance.now()];
		return performance.now() - since > 250 && texts;
	});
}

type Made = (locale: string) => Promise<readonly (ShadowRoot | Element)[]>;

/** Makes something in English, and then in each language. */
async function inAll(what: string, make: Made, expected: readonly string[] = []): Promise<void> {
	const english = await settled(await make('en'));
	for (const text of expected)
		ok(
			english.some((each) => each.includes(text)),
			`${text} is not among what is looked at`,
		);
	for (const language of LANGUAGES) {
		document.body.replaceChildren();
		await translated(english, await make(language), `${what} in ${language}`);
	}
}

afterEach(() => {
	document.body.replaceChildren();
	document.documentElement.removeAttribute('lang');
});

describe('the languages of the elements', () => {
	for (const [name, phase, act] of STATES) {
		it(`says nothing of “${name}” in English where another language is asked for`, async () => {
			await inAll(name, async (locale) => {
				const { root } = await show(locale, act, { explain: true });
				await until(phase, () => root.querySelector('.root')?.classList.contains(phase));
				return [root];
			});
		}).timeout(60_000);
	}

	it('says in each language what the menu, the rows and the filters offer', async () => {
		const make: Made = async (locale) => {
			const { root } = await show(locale, (client) => client.push({ result: series([1, 2, 3]) }));
			const [table, menu] = await until('the buttons', () => {
				const all = [...root.querySelectorAll<HTMLButtonElement>('.switch')];
				return all.length === 2 && all;
			});
			table?.click();
			await until('the rows', () => root.querySelector('table'));
			menu?.click();
			await until('the menu', () => root.querySelector('[role=menuitem]'));
			const filters = (['choice', 'date-range', 'number'] as const).map((type) => {
				const filter = document.createElement('sql-filter');
				Object.assign(filter, { param: 'day', type, locale, value: type === 'number' ? 'x' : '2026-02-01/2026-01-01' });
				return filter;
			});
			document.body.append(...filters);
			const roots = filters.map(({ shadowRoot }) => shadowRoot as ShadowRoot);
			await until('the filters', () => roots.every((each) => each.querySelector('label')));
			return [root, ...roots];
		};
		await inAll('menu, rows and filters', make, ['Copy as table', 'This is not a number.', 'The first day']);
	}).timeout(60_000);

	it('says in each language what the status, the editor and the inbox say', async () => {
		const make: Made = async (locale) => {
			page();
			const client = new FakeClient();
			client.answer = async (_method, path) => (path.startsWith('/v1/runs') ? { runs: [] } : { sources: [] });
			client.connect(lost);
			const all = (['sql-status', 'sql-editor', 'sql-inbox'] as const).map((name) => {
				const element = document.createElement(name);
				Object.assign(element, { client, locale, source: 'sample', value: 'select 1' });
				return element;
			});
			document.body.append(...all);
			const roots = all.map(({ shadowRoot }) => shadowRoot as ShadowRoot);
			await until('the editor', () => roots[1]?.querySelector('.primary'));
			return roots;
		};
		await inAll('status, editor and inbox', make, ['Connection lost', 'Your runs', 'Automatic']);
	}).timeout(60_000);

	for (const type of ['pie', 'waterfall', 'funnel', 'bar', 'histogram', 'gauge', 'candlestick'] as const) {
		it(`says nothing of a ${type} in English where another language is asked for`, async () => {
			// Large, and the first of them would have to wait for it.
			await import('../../../widget/drawing/echarts.ts');
			const rows = result(
				[
					['k', 'text'],
					['n', 'number'],
				],
				[
					['a', 4],
					['b', null],
					['c', -2],
				],
			);
			await inAll(type, async (locale) => {
				const { root } = await show(locale, (client) => client.push({ result: rows }), { type });
				const box = await until('a drawing', () => root.querySelector<HTMLElement>('.drawing'));
				await until(type, () => box.querySelector('[aria-label]'));
				return [root];
			});
		}).timeout(60_000);
	}

	it('takes its language from the page around, and follows it', async () => {
		const { root } = await show('', (client) => client.push(run({ kind: 'queued', position: 3 })));
		document.documentElement.lang = 'de';
		await until('German', () => root.textContent?.includes('Platz 3 in der Warteschlange'));
		document.documentElement.lang = 'es';
		await until('Spanish', () => root.textContent?.includes('puesto 3 en la cola'));
	}).timeout(60_000);

	it('tells a program of a failure once, in the server’s own words', async () => {
		const heard: unknown[] = [];
		const hear = ({ detail }: CustomEvent) => heard.push([detail.code, detail.message]);
		document.body.addEventListener('chartwire-error', hear);
		const { root } = await show('de', (client) => client.push(failed));
		await until('German', () => root.textContent?.includes('Zu viele Anfragen'));
		document.body.removeEventListener('chartwire-error', hear);
		equal(heard, [['rate_limited', 'Too many requests at once.']]);
	}).timeout(60_000);

	it('says what the page’s author has put in the place of our words', async () => {
		const { SqlChart: Chart } = await import('../../../widget/elements/sql-chart/sql-chart.ts');
		const { root } = await show('fr-CA', (client) => client.push(run({ kind: 'queued', position: 1 })));
		await until('French', () => root.textContent?.includes('En file d’attente'));
		await Chart.texts('fr-CA', { Queued: 'Un instant' });
		await until('the author’s', () => root.textContent?.includes('Un instant'));
	}).timeout(60_000);

	it('lays Arabic out from the right where the attribute asks for it, and else as the page does', async () => {
		const { chart, root } = await show('ar', (client) => client.push({ result: series([1, 2, 3]) }));
		const asOf = await until('the footer', () => root.querySelector('.asof'));
		await until('the direction', () => getComputedStyle(asOf).direction === 'rtl');
		const box = chart.getBoundingClientRect();
		ok(box.right - asOf.getBoundingClientRect().right < 24, 'the footer begins at the right');
		await accessible(chart);
		chart.locale = '';
		await until('the page’s', () => getComputedStyle(asOf).direction === 'ltr');
	}).timeout(60_000);

	it('shows times in the zone, and weeks from the day, of its attributes, and says what cannot be', async () => {
		const { chart, root } = await show('en-US', (client) => client.push({ result: series([1, 2, 3]) }), {
			zone: 'Asia/Tokyo',
			firstDay: 'monday',
		});
		const asOf = await until('the footer', () => root.querySelector('.asof'));
		const tokyo = new Intl.DateTimeFormat('en-US', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Tokyo' });
		ok(asOf.textContent?.includes(`${tokyo.format(Date.now())}:`), `not of Tokyo: ${asOf.textContent}`);
		chart.zone = 'Mars/Olympus';
		await until('the fault', () =>
			root.querySelector('.note')?.textContent?.includes('“zone” cannot be “Mars/Olympus”'),
		);
	}).timeout(60_000);
});
