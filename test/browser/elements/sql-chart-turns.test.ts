import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import { equal, FakeClient, ok, page, series, until } from './support.ts';

interface Mounted {
	readonly chart: SqlChart;
	readonly client: FakeClient;
}

/** A chart so many pixels below the top of the page, which is high enough to be scrolled there. */
async function mount(top = 0): Promise<Mounted> {
	page();
	document.body.style.height = `${top + 2000}px`;
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.loading = 'eager';
	chart.type = 'line';
	chart.style.marginBlockStart = `${top}px`;
	chart.style.display = 'block';
	document.body.append(chart);
	await chart.updateComplete;
	return { chart, client };
}

const canvasOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('canvas') ?? undefined;
const labelOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('.canvas')?.getAttribute('aria-label') ?? '';

/** Calls to the pen of a canvas that paint, by canvas: what a browser is told to draw, whoever tells it. */
const strokes = new WeakMap<HTMLCanvasElement, number>();
const pen = CanvasRenderingContext2D.prototype;
const { clearRect } = pen;
pen.clearRect = function count(this: CanvasRenderingContext2D, ...box: [number, number, number, number]) {
	strokes.set(this.canvas, (strokes.get(this.canvas) ?? 0) + 1);
	clearRect.apply(this, box);
};
/** How often the chart's picture has been painted: each time begins with an empty canvas. */
const paintedOf = (chart: SqlChart): number => strokes.get(canvasOf(chart) ?? document.createElement('canvas')) ?? 0;

const frames = async (count: number): Promise<void> => {
	for (let at = 0; at < count; at += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** A task after the next frame, in which everything of that frame has been drawn. */
const painted = async (): Promise<void> => {
	await frames(2);
	await new Promise((resolve) => setTimeout(resolve));
};

/** The page is told that nobody looks at it: a browser then makes no frames for it. */
function hidden(): () => void {
	const real = window.requestAnimationFrame;
	const waiting: FrameRequestCallback[] = [];
	window.requestAnimationFrame = (callback) => waiting.push(callback);
	return () => {
		window.requestAnimationFrame = real;
		for (const callback of waiting) real(callback);
	};
}

afterEach(() => {
	document.body.replaceChildren();
	document.body.style.height = '';
	scrollTo(0, 0);
});

describe('sql-chart, in its turn', () => {
	it('draws once a frame, the newest of all results that have come in it', async () => {
		const { chart, client } = await mount();
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => canvasOf(chart) && paintedOf(chart) > 0);
		await painted();
		const before = paintedOf(chart);
		await frames(1);
		for (const top of [10, 20, 30, 40]) {
			client.push({ result: series([1, 2, top]) });
			await chart.updateComplete;
		}
		await painted();
		equal(paintedOf(chart) - before, 1, 'pictures');
		// Whoever comes to a picture hears what is there now.
		chart.shadowRoot?.querySelector<HTMLElement>('.canvas')?.focus();
		ok(labelOf(chart).includes('highest 40 '), labelOf(chart));
	});

	it('does not draw below the edge of the page, and draws the newest at once when it is scrolled into view', async () => {
		const { chart, client } = await mount(3000);
		const states: string[] = [];
		chart.addEventListener('chartwire-data', ({ detail }) => states.push(detail.run));
		for (const top of [10, 20]) {
			client.push({ result: series([1, 2, top], { run: `run-${top}` }) });
			await until('what the page is told', () => states.at(-1) === `run-${top}`);
			await painted();
		}
		equal(canvasOf(chart), undefined, 'a picture that nobody sees');
		const footer = chart.shadowRoot?.querySelector('.footer')?.textContent ?? '';
		ok(footer.includes('as of'), `the footer says ${footer}`);
		chart.scrollIntoView();
		await until('the picture', () => labelOf(chart).includes('highest 20 '));
		await painted();
		equal(paintedOf(chart), 1, 'pictures');
	});

	it('does not draw once it is scrolled away, nor for a box of another size, until it is seen again (I11)', async () => {
		const { chart, client } = await mount();
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => paintedOf(chart) > 0);
		scrollTo(0, 1900);
		await painted();
		const before = paintedOf(chart);
		client.push({ result: series([1, 2, 70], { ageMs: 60_000 }) });
		chart.style.inlineSize = '400px';
		await until('its age, in words', () => chart.shadowRoot?.querySelector('.asof'));
		await painted();
		equal(paintedOf(chart), before, 'pictures while it is away');
		scrollTo(0, 0);
		await until('the newest', () => labelOf(chart).includes('highest 70 '));
		await painted();
		equal(canvasOf(chart)?.clientWidth, 400, 'its width');
		ok(paintedOf(chart) > before, 'it is painted');
	});

	it('does not draw while it is not displayed, and draws when it is', async () => {
		const { chart, client } = await mount();
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => paintedOf(chart) > 0);
		chart.style.display = 'none';
		await painted();
		const before = paintedOf(chart);
		client.push({ result: series([1, 2, 50]) });
		await chart.updateComplete;
		await painted();
		equal(paintedOf(chart), before, 'pictures while it is not displayed');
		chart.style.display = 'block';
		await until('the newest', () => labelOf(chart).includes('highest 50 '));
	});

	it('does not draw on a page that nobody looks at, and draws the newest once when somebody does', async () => {
		const { chart, client } = await mount();
		client.push({ result: series([1, 2, 3]) });
		await until('a picture', () => paintedOf(chart) > 0);
		await painted();
		const before = paintedOf(chart);
		const show = hidden();
		for (const top of [60, 70]) {
			client.push({ result: series([1, 2, top]) });
			await chart.updateComplete;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		equal(paintedOf(chart), before, 'pictures on a hidden page');
		show();
		await until('the newest', () => labelOf(chart).includes('highest 70 '));
		await painted();
		equal(paintedOf(chart) - before, 1, 'pictures');
	});

	it('draws what is out of sight before the page is printed', async () => {
		const seen = await mount();
		seen.client.push({ result: series([1, 2]) });
		await until('a picture', () => canvasOf(seen.chart));
		const { chart, client } = await mount(3000);
		client.push({ result: series([1, 2, 80]) });
		await until('the part that draws', () => chart.shadowRoot?.querySelector('.footer')?.textContent);
		await painted();
		equal(canvasOf(chart), undefined, 'a picture that nobody sees');
		dispatchEvent(new Event('beforeprint'));
		ok(canvasOf(chart), 'nothing is drawn for the printer');
		await Promise.resolve();
		ok(paintedOf(chart) > 0, 'an empty canvas is printed');
	});

	it('gives its picture away as it is now, out of sight too', async () => {
		const { chart, client } = await mount(3000);
		client.push({ result: series([1, 2, 80]) });
		await until('the part that draws', () => chart.shadowRoot?.querySelector('.footer')?.textContent);
		const { size } = await chart.toBlob();
		ok(size > 1000 && labelOf(chart).includes('highest 80 '), `${size} bytes of ${labelOf(chart)}`);
	});
});
