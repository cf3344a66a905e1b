/** A chart of a family on the page, and what fingers, pointer and keys do on it, as a browser tells it. */
import '../../../widget/define.ts';
import type { DataPoint, DrawingType, Stretch } from '../../../widget/drawing/drawing.ts';
import type { ChartSelectDetail } from '../../../widget/elements/sql-chart/chart-events.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { FakeClient, ok, page, until } from './support.ts';

export interface Made {
	readonly chart: SqlChart;
	readonly client: FakeClient;
}

export const find = (chart: SqlChart, selector: string): HTMLElement | null =>
	chart.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
export const all = (chart: SqlChart, selector: string): HTMLElement[] => [
	...(chart.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

export function canvasOf(chart: SqlChart): HTMLElement {
	const canvas = find(chart, '.canvas');
	ok(canvas, 'a canvas');
	return canvas;
}

/** What a screen reader was told last. */
export const saidBy = (chart: SqlChart): string => find(chart, '.plot [role=status]')?.textContent ?? '';
export const tipOf = (chart: SqlChart): HTMLElement | null => find(chart, '.tip:not([hidden])');
export const resetOf = (chart: SqlChart): HTMLElement | null => find(chart, '.reset:not([hidden])');
export const stretchOf = (chart: SqlChart): HTMLElement | null => find(chart, '.stretch:not([hidden])');

/** Waits until what was drawn has been painted. */
export const painted = (): Promise<unknown> =>
	new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** A chart that is drawn, and whose part that answers to hands has been fetched. */
export async function draw(type: DrawingType, data: ResultEvent, own: Partial<SqlChart> = {}): Promise<Made> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	Object.assign(chart, { type, ...own });
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	await until('a picture', () => find(chart, '.canvas[aria-label]'));
	canvasOf(chart).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
	await until('its hands', () => find(chart, '.over, .u-over'));
	await painted();
	return { chart, client };
}

/** Sends a result, and waits until it is on the screen. */
export async function bring({ chart, client }: Made, next: ResultEvent): Promise<void> {
	const shown = new Promise((resolve) => chart.addEventListener('chartwire-data', resolve, { once: true }));
	client.push({ result: next });
	await shown;
	await painted();
}

/** A place over the plot, in shares of its width and height; over the whole picture, where it has no axis. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

function clientAt(chart: SqlChart, { x, y }: Place): { clientX: number; clientY: number } {
	const over = find(chart, '.over');
	const box = over && over.clientWidth > 0 ? over : canvasOf(chart);
	const { left, top, width, height } = box.getBoundingClientRect();
	return { clientX: left + x * width, clientY: top + y * height };
}

const MOUSE: Readonly<Record<string, string>> = {
	pointerdown: 'mousedown',
	pointermove: 'mousemove',
	pointerup: 'mouseup',
};
const TOUCH: Readonly<Record<string, string>> = {
	pointerdown: 'touchstart',
	pointermove: 'touchmove',
	pointerup: 'touchend',
};

/** One event of a pointer, and that of the mouse, or the touch, that a browser sends after it. */
export function point(chart: SqlChart, kind: string, place: Place, init: PointerEventInit = {}): void {
	const target = find(chart, '.family canvas');
	ok(target, 'a picture');
	const at = clientAt(chart, place);
	const how = { bubbles: true, composed: true, cancelable: true, pointerId: 7, pointerType: 'mouse', ...at, ...init };
	target.dispatchEvent(new PointerEvent(kind, { buttons: 1, ...how }));
	const { pointerId: identifier } = how;
	const next = how.pointerType === 'touch' ? TOUCH[kind] : MOUSE[kind];
	if (next === undefined) return;
	if (how.pointerType === 'touch') {
		const changedTouches = [new Touch({ identifier, target, ...at })];
		const touches = kind === 'pointerup' ? [] : changedTouches;
		const bubbling = { bubbles: true, composed: true, cancelable: true };
		target.dispatchEvent(new TouchEvent(next, { ...bubbling, changedTouches, touches, targetTouches: touches }));
	} else target.dispatchEvent(new MouseEvent(next, { ...how, buttons: 1 }));
}

export async function drag(chart: SqlChart, from: Place, to: Place, init: PointerEventInit = {}): Promise<void> {
	point(chart, 'pointerdown', from, init);
	for (let step = 1; step <= 4; step++) {
		const along = (one: number, other: number) => one + ((other - one) * step) / 4;
		point(chart, 'pointermove', { x: along(from.x, to.x), y: along(from.y, to.y) }, init);
	}
	point(chart, 'pointerup', to, { ...init, buttons: 0 });
	point(chart, 'click', to, { ...init, buttons: 0 });
	await painted();
}

export function click(chart: SqlChart, place: Place, init: PointerEventInit = {}): void {
	const kind = init.button === 1 ? 'auxclick' : 'click';
	for (const each of ['pointermove', 'pointerdown', 'pointerup', kind]) point(chart, each, place, init);
}

export function press(chart: SqlChart, key: string, init: KeyboardEventInit = {}): KeyboardEvent {
	const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init });
	canvasOf(chart).dispatchEvent(event);
	return event;
}

const undo: (() => void)[] = [];

/** What the element told with one of its events. */
export function told<K extends 'chartwire-hover' | 'chartwire-select' | 'chartwire-brush'>(kind: K) {
	const heard: (DataPoint | ChartSelectDetail | Stretch | null)[] = [];
	const listen = (event: HTMLElementEventMap[K]): void => void heard.push(event.detail);
	document.body.addEventListener(kind, listen as EventListener);
	undo.push(() => document.body.removeEventListener(kind, listen as EventListener));
	return heard;
}

/** Addresses that are gone to by clicks on links; none of them is followed. */
export function followed(): string[] {
	const links: string[] = [];
	const listen = (event: MouseEvent): void => {
		const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
		if (!(link instanceof HTMLAnchorElement)) return;
		links.push(`${link.pathname}${link.search}${event.ctrlKey ? ' in a new tab' : ''}`);
		event.preventDefault();
	};
	document.addEventListener('click', listen);
	undo.push(() => document.removeEventListener('click', listen));
	return links;
}

/** What the walk by keys says of the first and of the last mark that is seen. */
export function ends(chart: SqlChart): string {
	const said = ['Home', 'End'].map((key) => {
		press(chart, key);
		return saidBy(chart).split(':')[0];
	});
	press(chart, 'Escape');
	return said.join(' – ');
}

export function clear(): void {
	for (const each of undo.splice(0)) each();
	document.body.replaceChildren();
}
