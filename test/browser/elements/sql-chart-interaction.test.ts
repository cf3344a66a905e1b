import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { DataPoint, Stretch } from '../../../widget/drawing/drawing.ts';
import type { ChartSelectDetail } from '../../../widget/elements/sql-chart/chart-events.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { Cell, ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, result, until } from './support.ts';

interface Made {
	readonly chart: SqlChart;
	readonly client: FakeClient;
}

/** A chart on the page, drawn, whose part that answers to hands has been fetched. */
async function draw(data: ResultEvent, own: Partial<SqlChart> = {}): Promise<Made> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	Object.assign(chart, own);
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	await until('a plot', () => find(chart, '.u-over'));
	canvasOf(chart).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
	await until('its hands', () => find(chart, '.tip'));
	return { chart, client };
}

const find = (chart: SqlChart, selector: string): HTMLElement | null =>
	chart.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const all = (chart: SqlChart, selector: string): HTMLElement[] => [
	...(chart.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
function canvasOf(chart: SqlChart): HTMLElement {
	const canvas = find(chart, '.canvas');
	ok(canvas, 'a canvas');
	return canvas;
}
const saidBy = (chart: SqlChart): string => find(chart, '.plot [role=status]')?.textContent ?? '';
const tipOf = (chart: SqlChart): HTMLElement | null => find(chart, '.tip:not([hidden])');

/** Waits until the plot has painted. */
const painted = (): Promise<unknown> =>
	new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

interface Pointer extends PointerEventInit {
	/** Shares of the plot's width and height. */
	readonly x: number;
	readonly y?: number;
}

function point(chart: SqlChart, kind: string, { x, y = 0.5, ...init }: Pointer): PointerEvent {
	const over = find(chart, '.u-over');
	ok(over, 'a plot');
	const { left, top, width, height } = over.getBoundingClientRect();
	const at = { clientX: left + x * width, clientY: top + y * height };
	const how = { bubbles: true, composed: true, cancelable: true, pointerId: 7, pointerType: 'mouse', buttons: 1 };
	const event = new PointerEvent(kind, { ...how, ...at, ...init });
	over.dispatchEvent(event);
	return event;
}

async function drag(chart: SqlChart, from: number, to: number, init: PointerEventInit = {}): Promise<void> {
	await painted();
	point(chart, 'pointerdown', { x: from, ...init });
	for (let step = 1; step <= 4; step++) point(chart, 'pointermove', { x: from + ((to - from) * step) / 4, ...init });
	point(chart, 'pointerup', { x: to, ...init, buttons: 0 });
	point(chart, 'click', { x: to, ...init, buttons: 0 });
	await painted();
}

function press(chart: SqlChart, key: string, init: KeyboardEventInit = {}): KeyboardEvent {
	const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init });
	canvasOf(chart).dispatchEvent(event);
	return event;
}

/** What the element told with one of its events. */
function told<K extends 'chartwire-hover' | 'chartwire-select' | 'chartwire-brush'>(kind: K) {
	const heard: (DataPoint | ChartSelectDetail | Stretch | null)[] = [];
	const listen = (event: HTMLElementEventMap[K]): void => void heard.push(event.detail);
	document.body.addEventListener(kind, listen as EventListener);
	undo.push(() => document.body.removeEventListener(kind, listen as EventListener));
	return heard;
}

/** Addresses that are gone to by clicks on links; none of them is followed. */
function followed(): { href: string; ctrlKey: boolean }[] {
	const links: { href: string; ctrlKey: boolean }[] = [];
	const listen = (event: MouseEvent): void => {
		const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
		if (!(link instanceof HTMLAnchorElement)) return;
		links.push({ href: link.href, ctrlKey: event.ctrlKey });
		event.preventDefault();
	};
	document.addEventListener('click', listen);
	undo.push(() => document.removeEventListener('click', listen));
	return links;
}

const undo: (() => void)[] = [];

afterEach(() => {
	for (const each of undo.splice(0)) each();
	document.body.replaceChildren();
});

const spec = (own: Partial<ChartSpec>): ChartSpec => ({ version: 1, ...own });
const LINKED = spec({ link: '/orders/{day}?total={total}' });

/** 0, 1, 2 … a day. */
const rising = (count: number, from = 0): ResultEvent =>
	result(
		[
			['day', 'date'],
			['total', 'number'],
		],
		Array.from({ length: count }, (_, at) => [day(from + at), from + at]),
	);

/** North is 10 and south 100, each day. */
const regions = (count = 11, names: readonly string[] = ['north', 'south']): ResultEvent =>
	result(
		[
			['day', 'date'],
			['region', 'text'],
			['total', 'number'],
		],
		names.flatMap((name, index) => Array.from({ length: count }, (_, at) => [day(at), name, 10 ** (index + 1)])),
	);

const cities = (count: number): ResultEvent =>
	result(
		[
			['city', 'text'],
			['people', 'number'],
		],
		Array.from({ length: count }, (_, at) => [`city ${at}`, 10 + at]),
	);

describe('pointing at a chart', () => {
	it('tells the mark that is looked at, once, and that none is any more', async () => {
		const { chart } = await draw(regions());
		const heard = told('chartwire-hover');
		const move = (x: number, y: number): void => {
			const over = find(chart, '.u-over');
			const { left, top, width, height } = over?.getBoundingClientRect() ?? new DOMRect();
			const at = { clientX: left + x * width, clientY: top + y * height };
			for (const kind of ['mouseenter', 'mousemove']) over?.dispatchEvent(new MouseEvent(kind, at));
		};
		move(0.5, 0.05);
		move(0.501, 0.05);
		const south = { row: 16, series: 'south', column: 'total', x: day(5), value: 100 };
		await until('one point', () => heard.length > 0);
		equal(heard, [south]);
		move(0.5, 0.9);
		await until('the other series', () => heard.length > 1);
		equal(heard[1], { ...south, row: 5, series: 'north', value: 10 });
		find(chart, '.u-over')?.dispatchEvent(new MouseEvent('mouseleave'));
		await until('nothing', () => heard.length > 2);
		equal(heard[2], null);
		equal(tipOf(chart), null, 'the card');
	});

	it('reads values under a finger that moves sideways, and stops when the page is scrolled or something else touched', async () => {
		const { chart } = await draw(rising(11));
		equal(getComputedStyle(canvasOf(chart)).touchAction, 'pan-y');
		const finger = { pointerType: 'touch', pointerId: 3 };
		point(chart, 'pointerdown', { x: 0.2, ...finger });
		point(chart, 'pointermove', { x: 0.4, ...finger });
		equal(tipOf(chart)?.querySelector('p')?.textContent, 'Jan 5, 2024');
		point(chart, 'pointerup', { x: 0.4, ...finger });
		ok(tipOf(chart), 'the card stays when the finger is lifted');
		document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, ...finger }));
		equal(tipOf(chart), null, 'the card, after a touch elsewhere');
		point(chart, 'pointerdown', { x: 0.2, ...finger });
		point(chart, 'pointermove', { x: 0.4, ...finger });
		point(chart, 'pointercancel', { x: 0.4, ...finger });
		equal(tipOf(chart), null, 'the card, after scrolling');
		equal(find(chart, '.reset:not([hidden])'), null, 'a zoom');
	});
});

describe('choosing a mark', () => {
	it('tells what was clicked with all cells of its row, and not a click beside every mark', async () => {
		const { chart } = await draw(regions());
		const heard = told('chartwire-select');
		point(chart, 'click', { x: 0.5, y: 0.5 });
		point(chart, 'click', { x: 0.3, y: 0.95 });
		await until('a choice', () => heard.length > 0);
		const cells = { day: day(3), region: 'north', total: 10 };
		equal(heard, [{ row: 3, series: 'north', column: 'total', x: day(3), value: 10, cells }]);
	});

	it('finds the column that was clicked, in its group and in its stack', async () => {
		const columns: [string, ColumnType][] = [
			['city', 'text'],
			['a', 'number'],
			['b', 'number'],
		];
		const rows = ['Oslo', 'Rome'].map((city) => [city, 40, 60]);
		const heard = told('chartwire-select');
		const { chart } = await draw(result(columns, rows), { type: 'column' });
		point(chart, 'click', { x: 0.7, y: 0.9 });
		point(chart, 'click', { x: 0.8, y: 0.9 });
		chart.spec = spec({ type: 'column', stack: 'stacked' });
		await chart.updateComplete;
		await until('another plot', () => find(chart, '.u-over'));
		await painted();
		point(chart, 'click', { x: 0.75, y: 0.9 });
		point(chart, 'click', { x: 0.75, y: 0.2 });
		await until('four choices', () => heard.length === 4);
		equal(
			heard.map((each) => (each as DataPoint).series),
			['a', 'b', 'a', 'b'],
		);
	});

	it('is done by Enter as well, at the series that the arrows have come to', async () => {
		const { chart } = await draw(regions());
		const heard = told('chartwire-select');
		for (const key of ['Home', 'ArrowRight', 'ArrowDown']) press(chart, key);
		equal(saidBy(chart), 'north 10, 2 of 2');
		press(chart, 'ArrowUp');
		equal(saidBy(chart), 'south 100, 1 of 2');
		ok(press(chart, 'Enter').defaultPrevented, 'the key is taken');
		await until('a choice', () => heard.length > 0);
		equal((heard[0] as ChartSelectDetail).cells, { day: day(1), region: 'south', total: 100 });
	});

	it('follows the link of its row, with the keys that are held, unless the page prevents it', async () => {
		const { chart } = await draw(rising(11), { spec: LINKED });
		const links = followed();
		press(chart, 'End');
		ok(saidBy(chart).endsWith(`Enter opens /orders/${day(10)}?total=10`), saidBy(chart));
		equal(tipOf(chart)?.querySelector('.leads')?.textContent, `Enter opens /orders/${day(10)}?total=10`);
		press(chart, 'Enter', { ctrlKey: true });
		await until('a link', () => links.length === 1);
		equal(links[0], { href: `${location.origin}/orders/${day(10)}?total=10`, ctrlKey: true });
		point(chart, 'click', { x: 0, y: 0.99 });
		await until('another', () => links.length === 2);
		equal(links[1]?.href, `${location.origin}/orders/${day(0)}?total=0`);
		point(chart, 'auxclick', { x: 0, y: 0.99, button: 1 });
		await until('a third, in a new tab', () => links.length === 3);
		equal(links[2]?.ctrlKey, true);
		const heard = told('chartwire-select');
		document.body.addEventListener('chartwire-select', (event) => event.preventDefault(), { once: true });
		press(chart, 'Enter');
		await until('it is told', () => heard.length > 0);
		await painted();
		equal(links.length, 3, 'links followed');
		equal(chart.querySelector('a'), null, 'what is left of them');
	});

	it('lets a finger read where a mark leads before the next tap goes there', async () => {
		const { chart } = await draw(rising(11), { spec: LINKED });
		const links = followed();
		const tap = (): void => {
			const finger = { x: 0, y: 0.99, pointerType: 'touch', pointerId: 3 };
			for (const kind of ['pointerdown', 'pointerup', 'click']) point(chart, kind, finger);
		};
		tap();
		equal(tipOf(chart)?.querySelector('.leads')?.textContent, `Another tap opens /orders/${day(0)}?total=0`);
		await painted();
		equal(links, []);
		tap();
		await until('a link', () => links.length === 1);
	});

	it('never follows what would lead elsewhere than the template', async () => {
		const columns: [string, ColumnType][] = [
			['day', 'date'],
			['to', 'text'],
			['total', 'number'],
		];
		const rows: Cell[][] = [
			[day(0), '', 1],
			[day(1), '', 1],
		];
		const { chart } = await draw(result(columns, rows), { type: 'line', spec: spec({ link: '/{to}/x' }) });
		const links = followed();
		const heard = told('chartwire-select');
		press(chart, 'Home');
		press(chart, 'Enter');
		await until('a choice', () => heard.length > 0);
		await painted();
		equal(links, []);
		equal(find(chart, '.leads'), null, 'what the card says of it');
	});

	it('has the same links in the rows of its table', async () => {
		const { chart } = await draw(rising(3), { spec: LINKED });
		all(chart, '.switch')
			.find((each) => each.textContent === 'Table')
			?.click();
		await until('a table', () => find(chart, 'td a'));
		const links = all(chart, 'td a') as HTMLAnchorElement[];
		equal(
			links.map(({ href, textContent }) => [new URL(href).pathname, textContent]),
			[0, 1, 2].map((at) => [`/orders/${day(at)}`, `Jan ${at + 1}, 2024`]),
		);
		await accessible(chart);
	});
});

describe('the legend of a chart', () => {
	const entries = (chart: SqlChart): string[] =>
		all(chart, '.legend button').map((button) => `${button.textContent} ${button.ariaPressed}`);
	/** The texts of the value axis cannot be read off a canvas: the height of the line of 10 on it is. */
	const topOf = (chart: SqlChart): string => {
		press(chart, 'Home');
		const tops = all(chart, '.u-cursor-pt').map((each) => each.style.transform);
		press(chart, 'Escape');
		return tops.join();
	};

	for (const width of ['720px', '300px']) {
		it(`hides a series and shows it again, and stays so while results come, in ${width}`, async () => {
			const { chart, client } = await draw(regions());
			chart.style.inlineSize = width;
			await until('the legend in its place', () => !!find(chart, '.legend.beside') === (width === '720px'));
			const before = topOf(chart);
			const south = all(chart, '.legend button')[1];
			south?.focus();
			south?.click();
			equal(entries(chart), ['north true', 'south false']);
			equal(saidBy(chart), 'Shown: north');
			await painted();
			press(chart, 'Home');
			equal(tipOf(chart)?.querySelectorAll('li').length, 1, 'values in the card');
			press(chart, 'Escape');
			ok(topOf(chart) !== before, 'the scale follows');
			await accessible(chart);
			client.push({ result: regions(12) });
			await until('the new day', () => canvasOf(chart).ariaLabel?.includes('12 points'));
			equal(entries(chart), ['north true', 'south false']);
			client.push({ result: regions(12, ['north', 'south', 'west']) });
			await until('a new series', () => entries(chart).length === 3);
			equal(entries(chart), ['north true', 'south false', 'west true']);
			equal(chart.shadowRoot?.activeElement?.textContent, 'south', 'the focus');
			all(chart, '.legend button')[1]?.click();
			equal(entries(chart), ['north true', 'south true', 'west true']);
		});
	}

	it('shows one alone by Alt, by a double click or by Shift and Enter, and all again when none would be left', async () => {
		const { chart } = await draw(regions(5, ['a', 'b', 'c']));
		const entry = (index: number): HTMLElement => {
			const found = all(chart, '.legend button')[index];
			ok(found, 'an entry');
			return found;
		};
		const isAlone = ['a false', 'b true', 'c false'];
		const isAll = ['a true', 'b true', 'c true'];
		entry(1).dispatchEvent(new MouseEvent('click', { bubbles: true, altKey: true }));
		equal(entries(chart), isAlone);
		entry(1).click();
		equal(entries(chart), isAll);
		entry(1).click();
		entry(1).click();
		entry(1).dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
		equal(entries(chart), isAlone);
		entry(1).dispatchEvent(
			new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true, cancelable: true }),
		);
		equal(entries(chart), isAll);
		equal(saidBy(chart), 'All series are shown');
	});

	it('gives columns the room of those that are hidden', async () => {
		const columns: [string, ColumnType][] = [
			['city', 'text'],
			['a', 'number'],
			['b', 'number'],
		];
		const { chart } = await draw(result(columns, [['Oslo', 40, 60]]), { type: 'column' });
		const heard = told('chartwire-select');
		all(chart, '.legend button')[0]?.click();
		await painted();
		point(chart, 'click', { x: 0.5, y: 0.9 });
		await until('a choice', () => heard.length > 0);
		equal((heard[0] as DataPoint).series, 'b');
		const canvas = find(chart, 'canvas') as HTMLCanvasElement;
		const [red = 0, green = 0, blue = 0] =
			canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
		ok(
			Math.abs(red - 0xa5) + Math.abs(green - 0x90) + Math.abs(blue - 0x17) < 12,
			`the middle is ${red},${green},${blue}`,
		);
	});
});

describe('zooming a chart', () => {
	/** The ends of the axis, read off by the keyboard. */
	const shows = (chart: SqlChart): string => {
		const said = ['Home', 'End'].map((key) => {
			press(chart, key);
			return saidBy(chart).split(':')[0];
		});
		press(chart, 'Escape');
		return said.join(' – ');
	};
	const reset = (chart: SqlChart): HTMLElement | null => find(chart, '.reset:not([hidden])');

	it('shows the stretch that was dragged over, and all again by a button, a double click or a key', async () => {
		const { chart } = await draw(rising(41));
		await drag(chart, 0.26, 0.51);
		equal(saidBy(chart), 'Shows Jan 12, 2024 to Jan 21, 2024');
		equal(shows(chart), 'Jan 12, 2024 – Jan 21, 2024');
		const button = reset(chart);
		ok(button, 'a button');
		await accessible(chart);
		button.click();
		await painted();
		equal(shows(chart), 'Jan 1, 2024 – Feb 10, 2024');
		equal(reset(chart), null, 'the button');
		equal(chart.shadowRoot?.activeElement, canvasOf(chart), 'the focus');
		await drag(chart, 0.5, 0.25);
		point(chart, 'dblclick', { x: 0.5 });
		equal(shows(chart), 'Jan 1, 2024 – Feb 10, 2024');
		await drag(chart, 0.5, 0.25);
		press(chart, '0');
		equal(shows(chart), 'Jan 1, 2024 – Feb 10, 2024');
	});

	it('chooses nothing at the end of a drag, and zooms by none that is given up', async () => {
		const { chart } = await draw(rising(41));
		const heard = told('chartwire-select');
		await drag(chart, 0.2, 0.5);
		point(chart, 'pointerdown', { x: 0.2 });
		point(chart, 'pointermove', { x: 0.4 });
		ok(find(chart, '.stretch:not([hidden])'), 'what is dragged is shown');
		press(chart, 'Escape');
		equal(find(chart, '.stretch:not([hidden])'), null, 'what is given up');
		const before = shows(chart);
		point(chart, 'pointerup', { x: 0.4, buttons: 0 });
		equal(shows(chart), before);
		equal(heard, []);
	});

	it('moves by Shift, with a drag or the arrows, and no further than the values go', async () => {
		const { chart } = await draw(rising(41));
		await drag(chart, 0.5, 0.75);
		equal(shows(chart), 'Jan 21, 2024 – Jan 31, 2024');
		await drag(chart, 0.2, 0.7, { shiftKey: true });
		equal(shows(chart), 'Jan 16, 2024 – Jan 26, 2024');
		press(chart, 'ArrowLeft', { shiftKey: true });
		equal(shows(chart), 'Jan 14, 2024 – Jan 23, 2024');
		for (let times = 0; times < 9; times++) press(chart, 'ArrowLeft', { shiftKey: true });
		equal(shows(chart).split(' – ')[0], 'Jan 1, 2024');
	});

	it('comes closer and goes away by plus and minus, around the point that is read', async () => {
		const { chart } = await draw(rising(41));
		press(chart, 'Home');
		press(chart, '+');
		equal(shows(chart), 'Jan 1, 2024 – Jan 21, 2024');
		press(chart, '-');
		equal(reset(chart), null, 'a zoom');
	});

	it('leaves the wheel to the page, but for Ctrl', async () => {
		const { chart } = await draw(rising(41));
		const wheel = (ctrlKey: boolean): boolean => {
			const { left, width, top } = find(chart, '.u-over')?.getBoundingClientRect() ?? new DOMRect();
			const at = { clientX: left + width, clientY: top + 50, deltaY: -120, ctrlKey };
			const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, composed: true, ...at });
			find(chart, '.u-over')?.dispatchEvent(event);
			return event.defaultPrevented;
		};
		equal(wheel(false), false, 'the page cannot be scrolled');
		equal(reset(chart), null, 'a zoom');
		equal(wheel(true), true);
		await painted();
		ok(reset(chart), 'no zoom');
		equal(shows(chart).split(' – ')[1], 'Feb 10, 2024', 'the end that the pointer is at');
	});

	it('follows two fingers', async () => {
		const { chart } = await draw(rising(41));
		const finger = (pointerId: number) => ({ pointerType: 'touch', pointerId });
		point(chart, 'pointerdown', { x: 0.4, ...finger(1) });
		point(chart, 'pointerdown', { x: 0.6, ...finger(2) });
		point(chart, 'pointermove', { x: 0.1, ...finger(1) });
		point(chart, 'pointermove', { x: 0.9, ...finger(2) });
		point(chart, 'pointerup', { x: 0.1, ...finger(1) });
		point(chart, 'pointerup', { x: 0.9, ...finger(2) });
		equal(shows(chart), 'Jan 16, 2024 – Jan 26, 2024');
	});

	it('stays while results come, and at the right edge goes with them', async () => {
		const { chart, client } = await draw(rising(41));
		await drag(chart, 0.26, 0.51);
		client.push({ result: rising(41, 2) });
		await until('new values', () => canvasOf(chart).ariaLabel?.includes('from Jan 3'));
		equal(shows(chart), 'Jan 12, 2024 – Jan 21, 2024');
		press(chart, '0');
		await drag(chart, 0.5, 1);
		equal(shows(chart), 'Jan 23, 2024 – Feb 12, 2024');
		client.push({ result: rising(41, 4) });
		await until('newer values', () => canvasOf(chart).ariaLabel?.includes('from Jan 5'));
		equal(shows(chart), 'Jan 25, 2024 – Feb 14, 2024');
	});

	it('does so with categories and numbers, and outlives another theme', async () => {
		const { chart } = await draw(cities(20), { type: 'column' });
		await drag(chart, 0.26, 0.49);
		equal(shows(chart), 'city 5 – city 9');
		const plot = find(chart, '.u-wrap');
		chart.theme = 'dark';
		await until('another plot', () => find(chart, '.u-wrap') !== plot && find(chart, '.u-wrap'));
		equal(shows(chart), 'city 5 – city 9');
		chart.remove();
		const numbers = result(
			[
				['x', 'number'],
				['y', 'number'],
			],
			Array.from({ length: 21 }, (_, at) => [at * 5, at]),
		);
		const { chart: other } = await draw(numbers, { type: 'line' });
		await drag(other, 0.24, 0.51);
		equal(shows(other), '25 – 50');
	});
});

describe('brushing a chart', () => {
	it('chooses the stretch that is dragged over, keeps it while results come, and gives it up by Escape', async () => {
		const { chart, client } = await draw(rising(41), { brush: true });
		const heard = told('chartwire-brush');
		await drag(chart, 0.26, 0.51);
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: day(11), to: day(20) }]);
		equal(find(chart, '.reset:not([hidden])'), null, 'a zoom');
		const mark = find(chart, '.stretch:not([hidden])');
		ok(mark, 'a mark');
		const before = mark.style.transform;
		client.push({ result: rising(41, 2) });
		await until('new values', () => canvasOf(chart).ariaLabel?.includes('from Jan 3'));
		await until('its mark has moved', () => find(chart, '.stretch:not([hidden])')?.style.transform !== before);
		press(chart, 'Escape');
		await until('it is given up', () => heard.length > 1);
		equal(heard[1], null);
		equal(find(chart, '.stretch:not([hidden])'), null, 'the mark');
	});

	it('is done by Shift, arrows and Enter as well', async () => {
		const { chart } = await draw(cities(6), { brush: true, type: 'column' });
		const heard = told('chartwire-brush');
		press(chart, 'Home');
		press(chart, 'ArrowRight');
		for (let times = 0; times < 2; times++) press(chart, 'ArrowRight', { shiftKey: true });
		press(chart, 'Enter');
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: 'city 1', to: 'city 3' }]);
		equal(saidBy(chart), 'Chosen: city 1 to city 3');
		press(chart, 'ArrowRight', { shiftKey: true });
		press(chart, 'Escape');
		await painted();
		equal(find(chart, '.stretch:not([hidden])'), null, 'what was drawn');
	});
});

describe('charts of one group', () => {
	const shown = (chart: SqlChart): string => canvasOf(chart).ariaLabel ?? '';

	it('show where one of them is looked at, by what a time means', async () => {
		const stamps = result(
			[
				['at', 'timestamptz'],
				['n', 'number'],
			],
			Array.from({ length: 11 }, (_, at) => [`${day(at)}T00:00:00+02:00`, at]),
		);
		const { chart: one } = await draw(rising(11), { group: 'g' });
		const { chart: two } = await draw(stamps, { group: 'g' });
		const { chart: other } = await draw(rising(11), { group: 'h' });
		const heard = told('chartwire-hover');
		press(one, 'Home');
		press(one, 'ArrowRight');
		const line = (chart: SqlChart): string => find(chart, '.u-cursor-x')?.style.transform ?? '';
		await until('a crosshair', () => line(two) === line(one) && line(one) !== '');
		equal(tipOf(two), null, 'a card');
		ok(line(other) !== line(one), 'another group’s crosshair');
		press(one, 'Escape');
		await until('none', () => line(two) !== line(one) || line(two).includes('-10'));
		equal(heard.filter(Boolean).length, 2, 'what is told of it');
	});

	it('are zoomed together where they have times, also who comes later, and brushed the same', async () => {
		const { chart: one } = await draw(rising(41), { group: 'z' });
		const { chart: two } = await draw(rising(60), { group: 'z', type: 'column' });
		const { chart: third } = await draw(cities(9), { group: 'z', type: 'column' });
		await drag(one, 0.26, 0.51);
		const button = (chart: SqlChart): HTMLElement | null => find(chart, '.reset:not([hidden])');
		await until('the other is zoomed', () => button(two));
		press(two, 'Home');
		equal(saidBy(two), 'Jan 12, 2024: total 11', shown(two));
		press(two, 'End');
		equal(saidBy(two), 'Jan 21, 2024: total 20');
		equal(button(third), null, 'a zoom where there are no times');
		const { chart: late } = await draw(rising(41), { group: 'z' });
		await until('the late one is zoomed', () => button(late));
		button(two)?.click();
		await until('none is', () => ![one, two, late].some((chart) => button(chart)));
		third.remove();
		two.brush = true;
		const before = find(two, '.u-over');
		await until('another plot', () => find(two, '.u-over') !== before && find(two, '.u-over'));
		const heard = told('chartwire-brush');
		await drag(two, 0.1, 0.3);
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: day(5), to: day(17), until: day(18) }]);
		await until('brushed', () => button(one) && button(late) && !button(two));
	});
});
