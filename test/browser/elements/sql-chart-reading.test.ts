/** What a chart is to those who listen, or have no pointer: its name in words, the walk, the rows one key away. */
import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, result, series, until } from './support.ts';

interface Shown {
	readonly chart: SqlChart;
	readonly client: FakeClient;
	readonly surface: HTMLElement;
}

async function show(data: ResultEvent, change: (chart: SqlChart) => void = () => {}): Promise<Shown> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'revenue';
	chart.heading = 'Revenue';
	change(chart);
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	const surface = await until('the plot', () => chart.shadowRoot?.querySelector<HTMLElement>('.canvas'));
	await until('its words', () => surface.getAttribute('aria-label')?.includes(' by '));
	return { chart, client, surface };
}

const find = (chart: SqlChart, selector: string) => chart.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined;
const saidBy = (chart: SqlChart): string => find(chart, '.plot [role=status]')?.textContent ?? '';
const press = (target: Element, key: string): boolean =>
	target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

const two = (): ResultEvent =>
	result(
		[
			['day', 'date'],
			['north', 'number'],
			['south', 'number'],
		],
		[
			[day(0), 1, 100],
			[day(1), 2, null],
			[day(2), 3, 300],
		],
	);

afterEach(() => document.body.replaceChildren());

describe('sql-chart, read', () => {
	it('says nothing by itself when results come, and keeps its name while somebody is at it', async () => {
		const { chart, client, surface } = await show(series([1, 2, 3]));
		const before = surface.getAttribute('aria-label') ?? '';
		ok(before.includes('total is rising: lowest 1 (Jan 1, 2024), highest 3 (Jan 3, 2024), last 3'), before);
		surface.focus();
		press(surface, 'End');
		await until('the last value', () => saidBy(chart) === 'Jan 3, 2024: total 3');
		const heard: string[] = [];
		const watcher = new MutationObserver(() => heard.push(chart.shadowRoot?.textContent ?? ''));
		for (const region of chart.shadowRoot?.querySelectorAll('[role=status], [role=alert], [aria-live]') ?? [])
			watcher.observe(region, { childList: true, characterData: true, subtree: true });
		client.push({ result: series([9, 8, 7]) });
		await until('the new card', () => find(chart, '.tip')?.textContent?.includes('7'));
		await new Promise((resolve) => setTimeout(resolve, 100));
		equal(surface.getAttribute('aria-label'), before, 'the name of what has the focus');
		watcher.disconnect();
		equal(heard, [], 'spoken');
		press(surface, 'ArrowLeft');
		equal(saidBy(chart), 'Jan 2, 2024: total 8');
		surface.blur();
		await until('the new words', () => surface.getAttribute('aria-label')?.includes('total is falling'));
	});

	it('sums itself up once in five seconds at most, however often results come', async () => {
		const { client, surface } = await show(series([1, 2, 3]));
		const names = new Set<string | null>();
		for (let turn = 0; turn < 10; turn += 1) {
			client.push({ result: series([turn, 1, 2]) });
			await new Promise((resolve) => setTimeout(resolve, 30));
			names.add(surface.getAttribute('aria-label'));
		}
		equal(names.size, 1, 'names');
		await until('the newest', () => surface.getAttribute('aria-label')?.includes('highest 9 (Jan 1, 2024)'));
	});

	it('has nothing that axe finds while it is walked', async () => {
		const { chart, surface } = await show(two());
		surface.focus();
		press(surface, 'End');
		await accessible(chart);
	});
});
