import type { SqlFilter } from '../../../widget/elements/sql-filter/sql-filter.ts';
import { chart, chartsIn, dashboard, idsOf, SALES, shown, within } from './dashboards.ts';
import { accessible, equal, ok, painted, result, until } from './support.ts';

const box = (element: Element) => {
	const { left, top, width, height } = element.getBoundingClientRect();
	return { left: Math.round(left), top: Math.round(top), width: Math.round(width), height: Math.round(height) };
};

const tabsIn = (root: ShadowRoot) => [...root.querySelectorAll<HTMLElement>('[role=tab]')];
const press = (element: Element | null, key: string) =>
	element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

function control(root: ShadowRoot): { filter: SqlFilter; select: HTMLSelectElement } {
	const filter = root.querySelector('sql-filter');
	const select = filter?.shadowRoot?.querySelector('select');
	ok(filter && select, 'the filter');
	return { filter, select };
}

const paramsOf = (targets: readonly { readonly chart: string; readonly params?: object }[], name: string) =>
	targets.find((target) => target.chart === `${name}-chart`)?.params;

afterEach(() => {
	document.body.replaceChildren();
	document.documentElement.dir = '';
	localStorage.clear();
});

describe('sql-dashboard', () => {
	it('stands on 12 columns, below 900 px on 6, and below 560 px on one in reading order', async () => {
		const { element } = await shown();
		const cells = () => [...within(element).querySelectorAll('.cell')].map(box);
		const [head, one, two, , four, note, trend] = cells();
		ok(head && one && two && four && note && trend, 'seven items');
		equal([one.top, two.top, four.top], [one.top, one.top, one.top], 'four in a row');
		equal(one.height, 2 * 56 + 16);
		equal(trend.left - note.left - note.width, 16, 'the gap');
		equal(trend.left + trend.width, 1100 + box(element).left);
		document.body.style.width = '700px';
		await painted();
		const half = cells();
		equal(half[1]?.top === half[2]?.top && half[3]?.top === half[4]?.top, true, 'two and two');
		ok((half[3]?.top ?? 0) > (half[1]?.top ?? 0), 'in two rows');
		equal((half[2]?.left ?? 0) + (half[2]?.width ?? 0), 700 + box(element).left);
		document.body.style.width = '380px';
		await painted();
		const single = cells();
		for (const { width } of single) equal(width, 380);
		const tops = single.map(({ top }) => top);
		equal(
			[...tops].sort((a, b) => a - b),
			tops,
			'one below the other',
		);
	});

	it('calls a chart as the dashboard does, else as its specification does, else by its own title', async () => {
		const { element, client } = await shown();
		const title = (id: string) =>
			chartsIn(element)
				.find((each) => each.id === id)
				?.shadowRoot?.querySelector('.heading')?.textContent;
		client.specify('four-chart', { version: 1, title: 'By its specification' });
		client.specify('one-chart', { version: 1, title: 'By its specification' });
		client.specify('two-chart', { version: 1, chartTitle: 'Its own' });
		await until('titles', () => title('one') && title('two'));
		equal([title('four'), title('one'), title('two')], ['Returns', 'By its specification', 'Its own']);
		equal(title('three'), '\u00a0', 'it has its place already, and moves nothing when it comes');
		client.draw('three-chart', result([['orders', 'number']], [[7]]));
		await until('one without', () => title('three') === undefined);
	});

	it('does not say twice what a figure is called, and says what its heading does not', async () => {
		const { element, client } = await shown();
		client.specify('one-chart', { version: 1, chartTitle: 'Orders' });
		client.specify('two-chart', { version: 1, chartTitle: 'Orders or returns' });
		for (const name of ['one-chart', 'two-chart']) client.draw(name, result([['orders', 'number']], [[7]]));
		const label = (id: string) =>
			chartsIn(element)
				.find((each) => each.id === id)
				?.shadowRoot?.querySelector('.number .label')?.textContent;
		await until('both figures', () => label('one') !== undefined && label('two') !== undefined);
		equal([label('one'), label('two')], ['', 'orders']);
	});

	it('has tabs that arrows lead through, and shows the one of its attribute', async () => {
		const { element } = await shown({ tab: 'regions' });
		const root = within(element);
		equal(
			chartsIn(element).map(({ id }) => id),
			['map'],
		);
		const heard: unknown[] = [];
		element.addEventListener('chartwire-tab', ({ detail }) => heard.push(detail));
		press(tabsIn(root)[1] ?? null, 'ArrowLeft');
		await until('the first tab', () => element.getAttribute('tab') === 'today' && chartsIn(element).length === 5);
		await until('the focus', () => root.activeElement === tabsIn(root)[0]);
		equal(
			tabsIn(root).map((tab) => [tab.getAttribute('aria-selected'), tab.tabIndex]),
			[
				['true', 0],
				['false', -1],
				['false', -1],
			],
		);
		press(root.activeElement, 'End');
		await until('an empty tab', () =>
			root.querySelector('.message')?.textContent?.includes('Nothing is on this tab yet'),
		);
		equal(heard, [
			{ tab: 'today', title: 'Today', by: 'viewer' },
			{ tab: 'later', title: 'Later', by: 'viewer' },
		]);
		document.documentElement.dir = 'rtl';
		press(root.activeElement, 'ArrowRight');
		await until('the one before', () => element.tab === 'regions');
		equal(heard.length, 3, 'what a page sets itself is not told');
	});

	it('asks for nothing of the tabs that are not shown, and keeps their charts and frames', async () => {
		const { element, client } = await shown();
		equal(idsOf(client), ['four-chart', 'one-chart', 'three-chart', 'trend-chart', 'two-chart']);
		client.answerAll([1, 2, 3]);
		const trend = chartsIn(element).at(-1);
		await until('a picture', () => trend?.shadowRoot?.querySelector('canvas'));
		element.tab = 'regions';
		await until('the other tab alone', () => idsOf(client).join() === 'map-chart');
		ok(!trend?.isConnected, 'the chart is not in the page');
		element.tab = 'today';
		await until('the first tab again', () => trend?.isConnected && trend.shadowRoot?.querySelector('canvas'));
		equal(chartsIn(element).at(-1) === trend, true, 'the same chart');
	});

	it('gives what is chosen to each chart by its own name, and to none that is not bound', async () => {
		const { element, client } = await shown();
		const { select } = await until('the filter', () => {
			const filter = within(element).querySelector('sql-filter');
			return filter?.shadowRoot?.querySelector('select') && control(within(element));
		});
		select.value = 'north';
		select.dispatchEvent(new Event('change', { bubbles: true }));
		await until('the value', () => paramsOf(client.charts, 'one'));
		await painted();
		equal(paramsOf(client.charts, 'one'), { region: 'north' });
		equal(paramsOf(client.charts, 'two'), { area: 'north' });
		equal(paramsOf(client.charts, 'three'), undefined);
		equal(paramsOf(client.charts, 'four'), { least: 3, region: 'north' });
		element.tab = 'regions';
		await until('a chart of another tab', () => paramsOf(client.charts, 'map'));
		equal(paramsOf(client.charts, 'map'), { region: 'north' });
	});

	it('follows a change of its declaration in place: what stays is neither drawn nor asked for anew', async () => {
		const { element, client } = await shown();
		client.answerAll([1, 2, 3]);
		const [one, two, , four, trend] = chartsIn(element);
		const canvas = await until('pictures', () => trend?.shadowRoot?.querySelector('canvas'));
		const listeners = [...client.watchers.keys()];
		const [first, ...others] = SALES.tabs;
		const kept = first?.items
			.filter(({ id }) => id !== 'two')
			.map((item) => (item.id === 'trend' ? { ...item, x: 0, w: 12, y: 7 } : item));
		const items = [...(kept ?? []), chart('new', [3, 1, 3, 2])].map((item) =>
			item.id === 'four' ? { ...item, params: { least: 3 } } : item,
		);
		client.declare({ ...SALES, title: 'Sales, all', tabs: [{ id: 'today', title: 'Today', items }, ...others] });
		await until('the new chart', () => idsOf(client).includes('new-chart'));
		equal(
			chartsIn(element).map(({ id }) => id),
			['one', 'new', 'three', 'four', 'trend'],
			'in reading order',
		);
		equal([chartsIn(element)[0] === one, chartsIn(element)[3] === four, two?.isConnected], [true, true, false]);
		ok(trend?.shadowRoot?.querySelector('canvas') === canvas, 'the same picture');
		const stayed = listeners.filter((listener) => client.watchers.has(listener));
		equal(stayed.length, listeners.length - 1, 'all but the one that went');
		equal(within(element).querySelector('h2')?.textContent, 'Sales, all');
		equal(box(trend?.parentElement ?? element).width, 1100);
	});

	it('draws texts as elements of its own and headings as headings of their level', async () => {
		const { element, client } = await shown({ level: '3' });
		const root = within(element);
		equal(root.querySelector('h3')?.textContent, 'Sales');
		equal(root.querySelector('h4')?.textContent, 'Figures');
		const link = root.querySelector<HTMLAnchorElement>('.text a');
		equal([link?.href, link?.rel], ['https://example.com/m', 'noopener noreferrer']);
		equal([root.querySelector('.text strong')?.textContent, root.querySelectorAll('.text li').length], ['the', 2]);
		const text = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b';
		client.declare({
			...SALES,
			tabs: [{ id: 'today', title: 'T', items: [{ id: 'note', x: 0, y: 0, w: 12, h: 2, kind: 'text', text }] }],
		});
		await until('the text', () => root.querySelector('.text')?.textContent?.includes('onerror'));
		equal(root.querySelector('.text')?.textContent?.trim(), text);
		equal(root.querySelectorAll('.text img, .text a, .text strong').length, 0);
	});

	it('asks for everything that is shown anew when it is told to', async () => {
		const { element, client } = await shown();
		element.refresh();
		const asked = client.anew.map((target) => JSON.stringify(target));
		ok(asked.includes('{"dashboard":"sales"}'), 'the dashboard');
		equal(asked.length, 6);
	});

	it('is read, and used by keys, in both themes and from right to left', async () => {
		for (const scheme of ['light', 'dark'] as const) {
			const { element, client } = await shown({}, scheme);
			client.answerAll([1, 2, 3]);
			await until('pictures', () => chartsIn(element).every((each) => each.shadowRoot?.querySelector('canvas')));
			await accessible(document.body);
			element.remove();
		}
		document.documentElement.dir = 'rtl';
		const { element } = await shown();
		const [, one, two] = [...within(element).querySelectorAll('.cell')].map(box);
		ok((one?.left ?? 0) > (two?.left ?? 0), 'the first is to the right');
		await accessible(document.body);
	});

	it('shows a declaration of the page’s own, and asks for its charts only', async () => {
		const { element, client } = dashboard({ declaration: SALES, dashboard: '' });
		await until('its charts', () => client.charts.length === 5);
		equal(client.watchers.size, 5);
		const [first, ...others] = SALES.tabs;
		element.declaration = {
			...SALES,
			tabs: [{ ...first, id: 'today', title: 'T', items: [chart('one', [0, 0, 12, 4])] }, ...others],
		};
		await until('the other one', () => client.charts.length === 1);
		equal(idsOf(client), ['one-chart']);
	});
});
