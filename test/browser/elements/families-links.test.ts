import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { ChartSelectDetail } from '../../../widget/elements/sql-chart/chart-events.ts';
import * as hands from './family-hands.ts';
import {
	all,
	bring,
	canvasOf,
	click,
	draw,
	find,
	followed,
	painted,
	point,
	press,
	saidBy,
	tipOf,
	told,
} from './family-hands.ts';
import { again, cities, NAMED, rowsOf } from './family-rows.ts';
import { accessible, equal, ok, until } from './support.ts';

const spec = (own: Partial<ChartSpec>): ChartSpec => ({ version: 1, ...own });

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all((['bar', 'treemap', 'pie'] as const).map((type) => loadDrawing({ type }, () => {})));

afterEach(hands.clear);

describe('the links of the families', () => {
	const LINK = spec({ link: '/cities?name={city}' });

	it('are told on the card and by voice, and followed with the keys that are held, unless the page prevents it', async () => {
		const { chart } = await draw('bar', cities(3), { spec: LINK });
		const links = followed();
		press(chart, 'End');
		equal(saidBy(chart), 'city 2: people 12. Enter opens /cities?name=city 2');
		equal(tipOf(chart)?.querySelector('.leads')?.textContent, 'Enter opens /cities?name=city 2');
		await accessible(chart);
		press(chart, 'Enter', { ctrlKey: true });
		await until('a link', () => links.length === 1);
		point(chart, 'pointermove', { x: 0.3, y: 0.2 }, { buttons: 0 });
		equal(tipOf(chart)?.querySelector('.leads')?.textContent, 'Click opens /cities?name=city 0');
		equal(getComputedStyle(find(chart, '.family canvas') as Element).cursor, 'pointer');
		click(chart, { x: 0.3, y: 0.2 });
		await until('another', () => links.length === 2);
		click(chart, { x: 0.3, y: 0.2 }, { button: 1 });
		await until('a third, in a new tab', () => links.length === 3);
		equal(links, ['/cities?name=city%202 in a new tab', '/cities?name=city%200', '/cities?name=city%200 in a new tab']);
		const heard = told('chartwire-select');
		document.body.addEventListener('chartwire-select', (event) => event.preventDefault(), { once: true });
		press(chart, 'End');
		press(chart, 'Enter');
		await until('it is told', () => heard.length > 0);
		await painted();
		equal(links.length, 3, 'links followed');
	});

	for (const [type, place] of [
		['bar', { x: 0.3, y: 0.2 }],
		['treemap', { x: 0.2, y: 0.5 }],
	] as const) {
		it(`of a ${type} chart are read by a finger before the next tap goes there`, async () => {
			const { chart } = await draw(type, cities(3), { spec: LINK });
			const [links, heard] = [followed(), told('chartwire-select')];
			const finger = { pointerType: 'touch', pointerId: 3 };
			click(chart, place, finger);
			const leads = tipOf(chart)?.querySelector('.leads')?.textContent ?? '';
			ok(leads.startsWith('Another tap opens /cities?name=city '), leads);
			await painted();
			equal([links.length, heard.length], [0, 0], 'what the first tap did');
			click(chart, place, finger);
			await until('a link', () => links.length === 1);
			document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, ...finger }));
			equal(tipOf(chart), null, 'the card, after a touch elsewhere');
		});
	}

	it('are none where a mark stands for several rows', async () => {
		const rows = ['a', 'b', 'c'].map((city, at) => [city, 30 - at]);
		const others = spec({ link: '/cities?name={city}', limit: { series: 2, others: 'others' } });
		const { chart } = await draw('pie', rowsOf(NAMED, rows), { spec: others });
		const heard = told('chartwire-select');
		press(chart, 'End');
		equal(tipOf(chart)?.querySelector('.leads'), null);
		press(chart, 'Enter');
		await until('it is told', () => heard.length > 0);
		const { row, cells, x, value } = heard[0] as ChartSelectDetail;
		equal([row ?? null, cells ?? null, x, value], [null, null, 'others', 57]);
	});
});

describe('the legend of a family', () => {
	const KINDS = rowsOf(
		[
			['city', 'text'],
			['a', 'number'],
			['b', 'number'],
			['c', 'number'],
		],
		[
			['Oslo', 1, 2, 3],
			['Rome', 4, 5, 6],
		],
	);
	const entries = (chart: Parameters<typeof all>[0]): string[] =>
		all(chart, '.legend button').map((button) => `${button.textContent} ${button.ariaPressed}`);

	it('shows one alone by Alt, a double click, or Shift and Enter, and all again when none would be left', async () => {
		const { chart } = await draw('bar', KINDS);
		const entry = (at: number): HTMLElement => {
			const found = all(chart, '.legend button')[at];
			ok(found, 'an entry');
			return found;
		};
		const [isAlone, isAll] = [
			['a false', 'b true', 'c false'],
			['a true', 'b true', 'c true'],
		];
		entry(1).dispatchEvent(new MouseEvent('click', { bubbles: true, altKey: true }));
		equal(entries(chart), isAlone);
		equal(saidBy(chart), 'Shown: b');
		press(chart, 'Home');
		equal(saidBy(chart), 'Oslo: b 2', 'what is left');
		entry(1).click();
		equal(entries(chart), isAll);
		equal(saidBy(chart), 'All series are shown');
		entry(1).dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
		equal(entries(chart), isAlone);
		const keys = { key: 'Enter', shiftKey: true, bubbles: true, cancelable: true };
		entry(1).dispatchEvent(new KeyboardEvent('keydown', keys));
		equal(entries(chart), isAll);
	});

	it('stays as it is while results come, and with another theme', async () => {
		const made = await draw('bar', KINDS);
		const { chart } = made;
		all(chart, '.legend button')[2]?.click();
		await bring(made, again(KINDS));
		equal(entries(chart), ['a true', 'b true', 'c false']);
		const before = canvasOf(chart);
		chart.theme = 'dark';
		await until('another picture', () => find(chart, '.canvas[aria-label]') !== before && find(chart, '.legend'));
		equal(entries(chart), ['a true', 'b true', 'c false']);
	});
});
