import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { type DrawingType, loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { equal, FakeClient, ok, page, pixelsLike, result, until } from './support.ts';

const [ACROSS, DOWN] = [20, 15];
/** Of the theme, and an author's. */
const BLUE = [0x2f, 0x6f, 0xde];
const RED = [0xcc, 0x00, 0x22];
const INK = [22, 25, 29];

/** A cloud whose corners stay, so that its axes do; the point in the middle is as high as asked. */
const cloud = (middle: number): ResultEvent =>
	result(
		[
			['x', 'number'],
			['y', 'number'],
		],
		[[0, 0], [100, 100], [50, middle], ...Array.from({ length: 250 }, (_, at) => [(at % 25) * 4, 4 * (at % 3)])],
	);

const heat = (value: (column: number, row: number) => number): ResultEvent =>
	result(
		[
			['shop', 'text'],
			['hour', 'text'],
			['n', 'number'],
		],
		Array.from({ length: ACROSS * DOWN }, (_, at) => {
			const [column, row] = [at % ACROSS, Math.floor(at / ACROSS)];
			return [`shop ${column}`, `hour ${row}`, value(column, row)];
		}),
	);

async function draw(type: DrawingType, data: ResultEvent, spec?: ChartSpec) {
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	Object.assign(chart, { client, chart: 'x', type, ...(spec ? { spec } : {}) });
	// So that hundreds of bars are each as thick as can be told.
	chart.style.blockSize = '1600px';
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	const box = await until('the plot', () => chart.shadowRoot?.querySelector<HTMLElement>('.canvas[aria-label]'));
	const canvas = await until('a canvas', () => box.querySelector('canvas'));
	return { chart, client, box, canvas };
}

const cardOf = (box: HTMLElement) => box.querySelector<HTMLElement>('.tip:not([hidden])')?.textContent ?? '';

/** Pixels like a colour within a part of a canvas; its ends are shares of the whole, from left and top. */
function likeIn(
	canvas: HTMLCanvasElement,
	color: readonly number[],
	[left, top, right, bottom] = [0, 0, 1, 1],
): number {
	const { width, height } = canvas;
	const [x = 0, y = 0, endX = 0, endY = 0] = [left * width, top * height, right * width, bottom * height].map(
		Math.round,
	);
	const image = canvas.getContext('2d')?.getImageData(x, y, endX - x, endY - y);
	// Marks that let others shine through count as well.
	image?.data.forEach((value, at) => {
		if (at % 4 === 3 && value > 150) image.data[at] = 255;
	});
	return image ? pixelsLike(image, color, 100) : 0;
}

function point(canvas: HTMLCanvasElement, [x, y]: readonly [number, number], kind = 'mousemove'): void {
	const { left, top } = canvas.getBoundingClientRect();
	canvas.dispatchEvent(new MouseEvent(kind, { clientX: left + x, clientY: top + y, bubbles: true }));
}

await Promise.all((['scatter', 'heatmap', 'bar'] as const).map((type) => loadDrawing({ type }, () => {})));

afterEach(() => document.body.replaceChildren());

describe('hundreds of marks, painted as one', () => {
	it('moves a point where its new value is, and leaves nothing behind', async () => {
		page();
		const { client, canvas } = await draw('scatter', cloud(90));
		const above = () => likeIn(canvas, BLUE, [0.3, 0, 0.8, 0.3]);
		const middle = () => likeIn(canvas, BLUE, [0.3, 0.3, 0.8, 0.7]);
		await until('the point above', () => above() > 8);
		equal(middle(), 0, 'pixels in the middle');
		client.push({ result: cloud(50) });
		await until('the point in the middle', () => middle() > 8);
		equal(above(), 0, 'pixels above');
	});

	it('goes from few points to hundreds and back', async () => {
		page();
		const few = (row: number): ResultEvent =>
			result(
				[
					['x', 'number'],
					['y', 'number'],
				],
				[
					[0, 0],
					[100, 100],
					[50, row],
				],
			);
		const { client, canvas } = await draw('scatter', few(90));
		const above = () => likeIn(canvas, BLUE, [0.3, 0, 0.8, 0.3]);
		const middle = () => likeIn(canvas, BLUE, [0.3, 0.3, 0.8, 0.7]);
		await until('the point above', () => above() > 8);
		client.push({ result: cloud(50) });
		await until('the point in the middle', () => middle() > 8 && above() === 0);
		client.push({ result: few(90) });
		await until('the point above again', () => above() > 8 && middle() === 0);
	});

	it('shows and chooses the mark under the pointer, and none beside', async () => {
		page();
		const { chart, box, canvas } = await draw(
			'heatmap',
			heat((column, row) => column * 100 + row),
		);
		let chosen: unknown;
		chart.addEventListener('chartwire-select', ({ detail }) => {
			chosen = detail.x;
		});
		const at = [canvas.clientWidth * 0.55, canvas.clientHeight * 0.5] as const;
		await until('the card', () => {
			point(canvas, at);
			return /^shop \d+hour \d+[\d,.]+$/.test(cardOf(box));
		});
		for (const kind of ['mousedown', 'mouseup', 'click']) point(canvas, at, kind);
		await until('the choice', () => typeof chosen === 'string' && cardOf(box).startsWith(chosen));
		point(canvas, [2, 2]);
		await until('no card', () => cardOf(box) === '');
	});

	it('puts an edge around the mark that is looked at, and keeps it when values come', async () => {
		page();
		const same = heat(() => 5);
		const { client, box, canvas } = await draw('heatmap', same);
		const dark = (): number => likeIn(canvas, INK, [0.2, 0, 1, 0.8]);
		await until('a picture', () => canvas.width > 100);
		box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
		for (let step = 0; step < ACROSS / 2; step += 1)
			box.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
		await until('an edge', () => dark() > 20);
		ok(cardOf(box).startsWith('shop 10'), cardOf(box));
		client.push({ result: heat(() => 7) });
		await until('the new value', () => cardOf(box).endsWith('7'));
		await until('the edge', () => dark() > 20);
		box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		await until('no edge', () => dark() < 5);
	});

	it('paints bars in the colour of their author, and those of a hidden series no more', async () => {
		page();
		const rows = Array.from({ length: 260 }, (_, at) => [`item ${at >> 1}`, at % 2 ? 'a' : 'b', 10]);
		const columns = [
			['item', 'text'],
			['kind', 'text'],
			['n', 'number'],
		] as const;
		const spec: ChartSpec = { version: 1, type: 'bar', colors: { a: '#cc0022' } };
		const { chart, canvas } = await draw('bar', result(columns, rows), spec);
		const red = (): number => likeIn(canvas, RED);
		await until('red bars', () => red() > 500);
		const button = [...(chart.shadowRoot?.querySelectorAll<HTMLElement>('.legend button') ?? [])].find(
			({ textContent }) => textContent === 'a',
		);
		ok(button, 'no button in the legend');
		button.click();
		await until('no red bars', () => red() === 0);
		button.click();
		await until('red bars again', () => red() > 500);
		equal(button.getAttribute('aria-pressed'), 'true');
	});
});
