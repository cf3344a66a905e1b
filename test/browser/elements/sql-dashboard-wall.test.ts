import type { SqlDashboard } from '../../../widget/elements/sql-dashboard/sql-dashboard.ts';
import { chartsIn, idsOf, SALES, shown, within } from './dashboards.ts';
import { accessible, equal, ok, painted, result, until } from './support.ts';

const realNow = Date.now;
let passed = 0;
Date.now = () => realNow() + passed;

const text = (element: SqlDashboard, name: string): string =>
	within(element).querySelector(name)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

const wall = { rotateMs: 20_000, timeZone: 'Asia/Tokyo' };

async function onWall(more: object = {}) {
	const made = await shown({ wallboard: true });
	made.client.declare({ ...SALES, wall, ...more });
	await until('the wall', () => within(made.element).querySelector('.board'));
	return made;
}

afterEach(() => {
	document.body.replaceChildren();
	passed = 0;
});

describe('the wallboard of sql-dashboard', () => {
	it('fills the screen, dark, with type that grows with it, and has nothing to touch', async () => {
		const { element, client } = await onWall();
		client.answerAll([1, 2, 3]);
		const { top, left, width, height } = element.getBoundingClientRect();
		equal([top, left, width, height], [0, 0, innerWidth, innerHeight]);
		const root = within(element).querySelector('.root');
		ok(root?.classList.contains('dark'), 'dark');
		ok(
			chartsIn(element).every(({ theme, exports }) => theme === 'dark' && exports === 'none'),
			'and its charts',
		);
		equal(getComputedStyle(element).cursor, 'none');
		equal(within(element).querySelectorAll('[role=tab]').length, 0);
		element.style.cssText = 'inset-inline-end: auto; inline-size: 1280px';
		await painted();
		const grid = within(element).querySelector('.grid')?.getBoundingClientRect();
		ok((grid?.bottom ?? 0) <= innerHeight, 'all of it is on the screen');
		const figure = chartsIn(element)[0]?.shadowRoot?.querySelector('.footer');
		ok(figure, 'a footer');
		equal(getComputedStyle(figure).position, 'absolute', 'a small chart has its whole height');
		await accessible(document.body);
	});

	it('goes from tab to tab by the clock, and tells so', async () => {
		const { element, client } = await onWall();
		const heard: unknown[] = [];
		element.addEventListener('chartwire-tab', ({ detail }) => heard.push(detail));
		equal(text(element, '.tab'), 'Today');
		passed += 19_000;
		passed += 1500;
		await until('the second tab', () => text(element, '.tab') === 'Regions');
		await until('its charts', () => idsOf(client).join() === 'map-chart');
		passed += 20_500;
		await until('the third tab', () => text(element, '.tab') === 'Later');
		passed += 20_500;
		await until('the first tab', () => text(element, '.tab') === 'Today');
		equal(heard, [
			{ tab: 'regions', title: 'Regions', by: 'rotation' },
			{ tab: 'later', title: 'Later', by: 'rotation' },
			{ tab: 'today', title: 'Today', by: 'rotation' },
		]);
		equal(within(element).querySelectorAll('.segments i').length, 3);
	});

	it('tells the time of its zone, and moves a little every few minutes', async () => {
		const { element } = await onWall();
		const tokyo = () =>
			new Intl.DateTimeFormat('en', {
				timeZone: 'Asia/Tokyo',
				hour: '2-digit',
				minute: '2-digit',
				hourCycle: 'h23',
			}).format(Date.now());
		await until('the time', () => text(element, 'time').startsWith(tokyo()));
		ok(text(element, '.day').includes('GMT+9'), 'the zone');
		const place = () => within(element).querySelector('.board')?.getBoundingClientRect().top;
		const before = new Set([place()]);
		for (let step = 0; step < 3; step += 1) {
			const was = getComputedStyle(within(element).querySelector('.board') as Element).translate;
			passed += 180_000;
			await until(
				'another place',
				() => getComputedStyle(within(element).querySelector('.board') as Element).translate !== was,
			);
			before.add(place());
		}
		ok(before.size > 1, 'it was moved');
	});

	it('shows all columns of a table, and whole rows, where nobody scrolls', async () => {
		const { element, client } = await onWall();
		element.style.cssText = 'inset-inline-end: auto; inline-size: 1280px';
		const columns = Array.from({ length: 6 }, (_, at) => [`temperature ${at}`, 'number'] as const);
		const rows = Array.from({ length: 40 }, (_, at) => columns.map((_column, index) => at * 1000 + index));
		client.specify('one-chart', { version: 1, type: 'table' });
		client.draw('one-chart', result(columns, rows));
		client.specify('trend-chart', { version: 1, type: 'table' });
		client.draw('trend-chart', result(columns, rows));
		for (const id of ['one', 'trend']) {
			const scroll = await until('its rows', () =>
				chartsIn(element)
					.find((each) => each.id === id)
					?.shadowRoot?.querySelector('.scroll:has(tbody tr)'),
			);
			const [first] = scroll.querySelectorAll('tbody tr');
			await until(`that ${id} fits`, () => scroll.classList.contains('fitted'));
			await painted();
			const { right, bottom } = scroll.getBoundingClientRect();
			for (const cell of first?.children ?? [])
				ok(cell.getBoundingClientRect().right <= right + 1, `${id}: ${cell.textContent} is cut`);
			const ends = [...scroll.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().bottom);
			if (id === 'trend')
				ok(
					ends.some((end) => Math.abs(end - bottom) <= 1),
					`${id} ends with a whole row`,
				);
		}
	});

	it('leaves the clock away where its author has said so', async () => {
		const { element } = await onWall({ wall: { clock: false, theme: 'light' } });
		await until('no clock', () => !within(element).querySelector('time'));
		ok(!within(element).querySelector('.root')?.classList.contains('dark'), 'light');
		await accessible(document.body);
	});

	it('says from afar how many charts are out of date, and that the connection is lost', async () => {
		const { element, client } = await onWall();
		client.answerAll([1, 2, 3]);
		await until('that all is well', () => text(element, '.badges') === 'Live');
		for (const [listen, target] of client.watchers) {
			if (!('chart' in target) || target.chart !== 'one-chart') continue;
			const freshness = { kind: 'freshness', stale: true } as const;
			listen({
				type: 'reset',
				channel: JSON.stringify(target),
				epoch: 'e',
				seq: 2,
				at: Date.now(),
				view: { freshness },
			});
		}
		await until('one', () => text(element, '.badges') === '1 chart is out of date');
		await accessible(document.body);
		client.connect({ status: 'waiting', attempt: 2, retryAt: Date.now() + 60_000, code: 'closed' });
		await until('the connection', () => /^Connection lost ?reconnecting in \d+ s$/.test(text(element, '.badges')));
		equal(within(element).querySelectorAll('.badge').length, 1, 'one of them is enough');
		client.connect(client.online);
		await until('the chart again', () => text(element, '.badges') === '1 chart is out of date');
	});

	it('knows what was out of date before it was a wall', async () => {
		const { element, client } = await shown();
		client.answerAll([1, 2, 3]);
		for (const [listen, target] of client.watchers) {
			const freshness = { kind: 'freshness', stale: true } as const;
			if ('chart' in target)
				listen({
					type: 'reset',
					channel: JSON.stringify(target),
					epoch: 'e',
					seq: 2,
					at: Date.now(),
					view: { freshness },
				});
		}
		await until('marks', () => chartsIn(element).every((each) => each.shadowRoot?.querySelector('.badge')));
		element.wallboard = true;
		await until('all of them', () => text(element, '.badges') === '5 charts are out of date');
	});

	it('shows the values that its filters begin with, in place of controls', async () => {
		const [region] = SALES.filters;
		ok(region, 'a filter');
		const { element, client } = await onWall({ filters: [{ ...region, value: 'north' }] });
		// What a viewer has chosen stays; a filter of another id begins anew.
		client.declare({ ...SALES, wall, filters: [{ ...region, id: 'other', value: 'north' }] });
		await until('the value', () => text(element, '.chosen') === 'Region north');
		await until('its charts', () =>
			client.charts.some((target) => JSON.stringify(target).includes('"region":"north"')),
		);
		const filter = within(element).querySelector('sql-filter');
		equal(filter?.checkVisibility(), false);
	});

	it('is a dashboard again when it is no wall any more', async () => {
		const { element } = await onWall();
		element.wallboard = false;
		await until('tabs', () => within(element).querySelectorAll('[role=tab]').length === 3);
		passed += 60_000;
		await painted();
		equal(getComputedStyle(element).position, 'relative');
		equal(within(element).querySelector('[role=tab][aria-selected=true]')?.textContent, 'Today');
	});
});
