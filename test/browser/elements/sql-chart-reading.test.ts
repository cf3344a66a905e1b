/** What a chart is to those who listen, or have no pointer: its name in words, the walk, the rows one key away. */
import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

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
	it('is walked point by point, by pages of a tenth, and to its ends', async () => {
		const { chart, surface } = await show(series(Array.from({ length: 40 }, (_, index) => index * 10)));
		surface.focus();
		const value = (): number => Number(/total (\d+)$/.exec(saidBy(chart))?.[1]);
		press(surface, 'ArrowLeft');
		await until('the last value', () => value() === 390);
		const keys = ['ArrowLeft', 'PageUp', 'Home', 'ArrowLeft', 'PageDown', 'ArrowRight', 'End', 'PageDown'];
		const values = keys.map((key) => {
			press(surface, key);
			return value();
		});
		equal(values, [380, 340, 0, 0, 40, 50, 390, 390]);
		ok(!press(surface, 'PageUp'), 'the page scrolls as well');
		ok(press(surface, 'x'), 'a key without a meaning is kept from the page');
	});

	it('shows its rows one key away, and has the focus there and back again', async () => {
		const { chart, surface } = await show(two());
		surface.focus();
		equal(surface.getAttribute('aria-keyshortcuts'), 't');
		ok(surface.getAttribute('aria-description')?.includes('T shows the rows as a table'), 'no hint');
		for (const back of ['t', 'Escape', 'T']) {
			press(chart.shadowRoot?.activeElement ?? chart, 't');
			const rows = await until('the rows', () => find(chart, '.scroll:focus'));
			equal(rows.querySelectorAll('tbody tr').length, 3);
			equal(rows.getAttribute('aria-label'), 'Revenue: table, scrollable');
			equal(rows.getAttribute('aria-keyshortcuts'), 't Escape');
			equal(find(chart, '.switch')?.ariaPressed, 'true');
			await accessible(chart);
			press(rows, back);
			await until('the picture', () => find(chart, '.canvas:focus'));
		}
	});

	it('leaves its keys to the page where they mean nothing: beside the drawing, with others held, without a picture', async () => {
		const { chart, surface } = await show(series([1, 2, 3]));
		const isLeft = (target: Element, init: KeyboardEventInit): boolean =>
			target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
		ok(isLeft(find(chart, '.switch') ?? chart, { key: 't' }), 'at a button');
		ok(isLeft(surface, { key: 't', ctrlKey: true }), 'with Ctrl');
		ok(isLeft(surface, { key: 'Escape' }), 'Escape at a picture');
		chart.type = 'table';
		const rows = await until('the rows', () => find(chart, '.scroll'));
		ok(isLeft(rows, { key: 't' }), 'at a table that is all there is');
		equal(rows.getAttribute('aria-keyshortcuts'), null);
	});

	it('keeps the focus when it is drawn anew', async () => {
		const { chart, surface } = await show(series([1, 2, 3]));
		surface.focus();
		chart.theme = 'dark';
		await until('another picture', () => !surface.isConnected && find(chart, '.canvas'));
		ok(find(chart, '.canvas:focus'), 'the focus is gone');
	});

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
		await painted();
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
			await painted();
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
