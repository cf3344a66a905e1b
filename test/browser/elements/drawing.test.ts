import '../../../widget/define.ts';
import type { DrawingType } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

async function draw(type: DrawingType, data: ResultEvent): Promise<{ chart: SqlChart; client: FakeClient }> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.type = type;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	return { chart, client };
}

const canvasOf = (chart: SqlChart) => until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));

const footerOf = (chart: SqlChart): string => chart.shadowRoot?.querySelector('.footer')?.textContent ?? '';

/** How many pixels in each tenth of the canvas' width are close to the first series colour, and how high they reach. */
async function ink(chart: SqlChart): Promise<{ total: number; tops: number[]; counts: number[] }> {
	const canvas = await canvasOf(chart);
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	const { width, height } = canvas;
	const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
	const tops = new Array<number>(10).fill(height);
	const counts = new Array<number>(10).fill(0);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * 4;
			const near =
				Math.abs((pixels[at] ?? 0) - 0x2f) +
				Math.abs((pixels[at + 1] ?? 0) - 0x6f) +
				Math.abs((pixels[at + 2] ?? 0) - 0xde);
			if (near > 24 || (pixels[at + 3] ?? 0) < 200) continue;
			const tenth = Math.floor((x / width) * 10);
			counts[tenth] = (counts[tenth] ?? 0) + 1;
			tops[tenth] = Math.min(tops[tenth] ?? height, y);
		}
	}
	return { total: counts.reduce((sum, count) => sum + count, 0), tops, counts };
}

const rising = Array.from({ length: 40 }, (_, index) => index);

afterEach(() => document.body.replaceChildren());

describe('drawing', () => {
	for (const type of ['line', 'area', 'step', 'column'] as const) {
		it(`draws a ${type} that rises where the data rises`, async () => {
			const { chart } = await draw(type, series(rising));
			const { total, tops } = await ink(chart);
			ok(total > 300, `only ${total} pixels`);
			ok((tops[8] ?? 0) < (tops[2] ?? 0) - 60, `tops ${tops.join()}`);
			await accessible(chart);
		});
	}

	it('leaves a gap where values are missing', async () => {
		const { chart } = await draw('line', series(rising.map((value) => (value > 14 && value < 26 ? null : value))));
		const { counts } = await ink(chart);
		equal(counts[5], 0, 'pixels in the gap');
		ok((counts[2] ?? 0) > 0 && (counts[8] ?? 0) > 0, 'no pixels beside the gap');
	});

	it('shows a single point that has no neighbours', async () => {
		const { chart } = await draw('line', series([1, null, 5, null, 2]));
		ok((await ink(chart)).total > 10, 'nothing was drawn');
	});

	it('is drawn as the page has specified, in place of what the author has', async () => {
		const { chart, client } = await draw('' as DrawingType, series(rising));
		await canvasOf(chart);
		client.send({ type: 'spec', spec: { version: 1, type: 'table', title: 'Theirs' } });
		const heading = () => chart.shadowRoot?.querySelector('.heading')?.textContent;
		await until('a table', () => chart.shadowRoot?.querySelector('table') && heading() === 'Theirs');
		chart.setAttribute('spec', '{"version":1,"type":"area","title":"Ours"}');
		await until('an area', () => chart.shadowRoot?.querySelector('canvas') && heading() === 'Ours');
		chart.spec = { version: 1, type: 'number' };
		await until('a number', () => chart.shadowRoot?.querySelector('.number') && heading() === undefined);
		chart.removeAttribute('spec');
		await until('the author’s again', () => chart.shadowRoot?.querySelector('table') && heading() === 'Theirs');
	});

	it('says what is wrong with a specification, and draws without it', async () => {
		const { chart } = await draw('' as DrawingType, series(rising));
		for (const wrong of ['{"version":1', '{"version":9}', '[]']) {
			chart.setAttribute('spec', wrong);
			await until(`a note about ${wrong}`, () => footerOf(chart).includes('“spec” is not a specification'));
			ok(await canvasOf(chart), 'nothing is drawn');
		}
		chart.removeAttribute('spec');
		await until('no note', () => !footerOf(chart).includes('spec'));
	});

	for (const [columns, row, words] of [
		[['day:date', 'n:number'], ['2024-01-01', 1], 'drawn as a line: times and numbers'],
		[['day:date', 'n:number', 'who:text'], ['2024-01-01', 1, 'a'], 'drawn as a line: times, numbers, and names'],
		[['who:text', 'n:decimal'], ['a', '1.5'], 'drawn as a column: names and numbers'],
		[['who:text'], ['a'], 'drawn as a table: no column of numbers'],
		[['a:date', 'b:timestamp', 'n:number'], ['2024-01-01', '2024-01-01 00:00:00', 1], 'more than one column of times'],
	] as const) {
		it(`explains on demand that it is ${words}`, async () => {
			const named = columns.map((column) => column.split(':') as [string, ColumnType]);
			const { chart } = await draw('' as DrawingType, result(named, [row, row]));
			await until('a footer', () => footerOf(chart).includes('as of'));
			ok(!footerOf(chart).includes('drawn as'), 'it explains itself unasked');
			chart.toggleAttribute('explain', true);
			await until(words, () => footerOf(chart).includes(words));
			chart.type = 'table';
			await until('no explanation of what the page has said', () => !footerOf(chart).includes('drawn as'));
		});
	}

	it('draws new values in place, on the same canvas', async () => {
		const { chart, client } = await draw('line', series(rising));
		const canvas = await canvasOf(chart);
		await ink(chart);
		client.push({ result: series([...rising].reverse()) });
		await painted();
		const { tops } = await ink(chart);
		ok((tops[8] ?? 0) > (tops[2] ?? 0) + 60, `tops ${tops.join()}`);
		ok((await canvasOf(chart)) === canvas, 'the canvas was made anew');
	});

	it('turns a column of names into a series each', async () => {
		const rows = ['north', 'south'].flatMap((name, offset) => rising.map((at) => [day(at), name, at + offset * 20]));
		const { chart } = await draw(
			'line',
			result(
				[
					['day', 'date'],
					['region', 'text'],
					['total', 'number'],
				],
				rows,
			),
		);
		const label = () => chart.shadowRoot?.querySelector('.canvas')?.getAttribute('aria-label') ?? '';
		await until('a summary', () => label().includes('north, south'));
		ok(label().includes('south is rising: lowest 20 (Jan 1, 2024), highest 59 (Feb 9, 2024)'), label());
	});

	it('says the value under the cursor, by keyboard too', async () => {
		const { chart } = await draw('column', series([10, 20, 30]));
		await canvasOf(chart);
		const plot = await until('the plot', () => chart.shadowRoot?.querySelector<HTMLElement>('.canvas'));
		plot.focus();
		plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
		plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
		const tip = await until('the card', () => chart.shadowRoot?.querySelector<HTMLElement>('.tip:not([hidden])'));
		ok(tip.textContent?.includes('Jan 2, 2024') && tip.textContent.includes('20'), String(tip.textContent));
		const said = chart.shadowRoot?.querySelector('.plot [role=status]')?.textContent;
		equal(said, 'Jan 2, 2024: total 20');
	});

	it('writes one big number with its change', async () => {
		const { chart } = await draw(
			'number',
			result(
				[
					['revenue', 'number'],
					['since_monday', 'number'],
				],
				[[1_284_302, -3120]],
			),
		);
		const number = await until('a number', () => chart.shadowRoot?.querySelector('.number'));
		equal(number.querySelector('.value')?.textContent, '1,284,302');
		equal(number.querySelector('.delta')?.textContent, '▼ 3,120 since monday');
		await accessible(chart);
	});

	it('writes a table as text, never as markup, and tells how many rows there are', async () => {
		const rows = Array.from({ length: 1200 }, (_, index) => [`<img src=x onerror=alert(1)> ${index}`, index / 4, null]);
		const { chart } = await draw(
			'table',
			result(
				[
					['name', 'text'],
					['share', 'number'],
					['note', 'text'],
				],
				rows,
			),
		);
		const table = await until('a table', () => chart.shadowRoot?.querySelector('table'));
		equal(table.getAttribute('aria-rowcount'), '1201', 'rows');
		equal(table.querySelector('img'), null, 'markup in a cell');
		const cells = [...(table.querySelectorAll('tbody tr')[1]?.children ?? [])].map((cell) => cell.textContent);
		equal(cells, ['<img src=x onerror=alert(1)> 1', '0.25', 'null']);
		equal(getComputedStyle(table.querySelector('td.figure') ?? table).textAlign, 'right');
		ok(!chart.shadowRoot?.textContent?.includes('rows shown'), 'a note about rows that can all be reached');
		await accessible(chart);
	});

	it('falls back to a table, and says why, when the columns do not suit the type', async () => {
		const { chart } = await draw('line', result([['name', 'text']], [['a']]));
		await until('a table', () => chart.shadowRoot?.querySelector('table'));
		await until('the reason', () => chart.shadowRoot?.textContent?.includes('needs a column of numbers'));
	});

	it('puts no style into the document', async () => {
		const before = document.querySelectorAll('style, link[rel=stylesheet]').length;
		const { chart } = await draw('area', series(rising));
		await canvasOf(chart);
		equal(document.querySelectorAll('style, link[rel=stylesheet]').length, before);
		equal(chart.shadowRoot?.querySelectorAll('style').length, 0);
	});

	it('draws 100,000 categories at once, and says that it shows only the first', async () => {
		const rows = Array.from({ length: 100_000 }, (_, index) => [`a rather long name ${index}`, index % 97]);
		const columns = [
			['name', 'text'],
			['n', 'number'],
		] as const;
		const begun = performance.now();
		const { chart } = await draw('column', result(columns, rows));
		await canvasOf(chart);
		await until('the note', () => chart.shadowRoot?.textContent?.includes('first 500 of 100,000 categories'));
		ok(performance.now() - begun < 2000, `took ${performance.now() - begun} ms`);
	});

	it('names the category of a row that repeats another’s', async () => {
		const rows = [
			['a', 1],
			['a', 2],
			['b', 3],
		];
		const { chart } = await draw(
			'column',
			result(
				[
					['name', 'text'],
					['n', 'number'],
				],
				rows,
			),
		);
		await canvasOf(chart);
		const plot = await until('the plot', () => chart.shadowRoot?.querySelector<HTMLElement>('.canvas'));
		plot.focus();
		for (const key of ['End', 'ArrowLeft']) plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		await until('the words', () => chart.shadowRoot?.querySelector('.plot [role=status]')?.textContent === 'a: n 2');
	});

	for (const color of ['oklch(0.57 0.19 262)', 'light-dark(rgb(47 111 222), red)', 'lab(48 14 -63)']) {
		it(`draws in the colour ${color} of a custom property`, async () => {
			page();
			document.body.style.setProperty('--chartwire-series-1', color);
			const probe = document.body.appendChild(document.createElement('i'));
			probe.style.color = color;
			const pen = document.createElement('canvas').getContext('2d');
			ok(pen, 'no canvas');
			pen.fillStyle = getComputedStyle(probe).color;
			pen.fillRect(0, 0, 1, 1);
			const wanted = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
			const { chart } = await draw('area', series([10, 10, 10, 10]));
			document.body.style.setProperty('--chartwire-series-1', color);
			chart.theme = 'light';
			const canvas = await canvasOf(chart);
			await painted();
			const { width, height } = canvas;
			const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
			const count = { line: 0, fill: 0 };
			for (let at = 0; at < pixels.length; at += 4) {
				const near = wanted.every((value, part) => Math.abs((pixels[at + part] ?? 0) - value) < 12);
				if (near && (pixels[at + 3] ?? 0) > 200) count.line += 1;
				if (near && (pixels[at + 3] ?? 0) > 20 && (pixels[at + 3] ?? 0) < 80) count.fill += 1;
			}
			ok(count.line > 300 && count.fill > 3000, JSON.stringify({ wanted, ...count }));
			document.body.style.removeProperty('--chartwire-series-1');
		});
	}

	it('lets a long legend be scrolled in a narrow box', async () => {
		const names = Array.from({ length: 8 }, (_, index) => `a series with the number ${index}`);
		const columns = [['day', 'date'] as const, ...names.map((name) => [name, 'number'] as const)];
		const rows = [0, 1, 2].map((at) => [day(at), ...names.map((_, index) => at + index)]);
		const { chart } = await draw('line', result(columns, rows));
		chart.style.inlineSize = '300px';
		const legend = await until('the legend', () => chart.shadowRoot?.querySelector<HTMLElement>('.legend'));
		ok(legend.scrollHeight > legend.clientHeight, 'all of it is in view');
		equal(getComputedStyle(legend).overflowY, 'auto');
		equal(legend.tabIndex, 0, 'reached by keyboard');
		await accessible(chart);
	});

	it('has nothing to draw where every value is missing', async () => {
		const { chart } = await draw('line', series([null, null, null]));
		await until('the note', () => chart.shadowRoot?.textContent?.includes('No values to draw'));
		equal(chart.shadowRoot?.querySelector('canvas'), null, 'an invented axis');
	});

	it('puts the rows of a table in the order of a column, nulls last, exact to the digit, and keeps it when results come', async () => {
		const columns = [
			['name', 'text'],
			['amount', 'decimal'],
		] as const;
		const rows = [
			['item 10', '-12345678901234567891'],
			['Émile', null],
			['item 9', '12345678901234567891'],
			['zebra', '12345678901234567890'],
			[null, '-12345678901234567890'],
			['emu', '7'],
		] as const;
		const { chart, client } = await draw('table', result(columns, rows));
		const buttons = () => [...(chart.shadowRoot?.querySelectorAll<HTMLButtonElement>('th button') ?? [])];
		const header = await until('a header', () => (buttons().length === 2 ? buttons() : undefined));
		const column = (index: number) =>
			[...(chart.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => row.children[index]?.textContent);
		const sorts = () => [...(chart.shadowRoot?.querySelectorAll('th') ?? [])].map((cell) => cell.ariaSort);
		const asTheyCame = column(0);
		header[0]?.click();
		equal(column(0), ['Émile', 'emu', 'item 9', 'item 10', 'zebra', 'null']);
		equal(sorts(), ['ascending', null]);
		header[0]?.click();
		equal(column(0), ['zebra', 'item 10', 'item 9', 'emu', 'Émile', 'null']);
		header[1]?.click();
		equal(column(0), ['item 10', 'null', 'emu', 'zebra', 'item 9', 'Émile']);
		equal(sorts(), [null, 'ascending']);
		await accessible(chart);
		header[1]?.focus();
		client.push({ result: result(columns, [...rows, ['new', '8']]) });
		await until('the new row', () => column(0).length === 7);
		equal(column(0), ['item 10', 'null', 'emu', 'new', 'zebra', 'item 9', 'Émile']);
		ok(chart.shadowRoot?.activeElement === header[1], 'the focus is gone');
		header[1]?.click();
		header[1]?.click();
		equal(column(0), [...asTheyCame, 'new']);
		equal(sorts(), [null, null]);
	});
});
