import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { Cell, ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, result, until } from './support.ts';

const COLUMNS: readonly (readonly [string, ColumnType])[] = [
	['id', 'number'],
	['name', 'text'],
	['amount', 'decimal'],
	['region', 'text'],
	['share', 'number'],
	['day', 'date'],
	['ok', 'boolean'],
	['note', 'text'],
];

const rowAt = (row: number): Cell[] => [
	row,
	`customer ${(row * 7919) % 100_003}`,
	row % 5 === 0 ? null : row / 4 - 1000,
	['north', 'south', 'east', 'west'][row % 4] ?? '',
	Math.sin(row),
	new Date(Date.UTC(2020, 0, 1) + (row % 3000) * 86_400_000).toISOString().slice(0, 10),
	row % 2 === 0,
	row === 77_777 ? 'a note that is quite a lot longer than all the others' : 'short',
];

const manyRows = (count: number, from = 0): ResultEvent =>
	result(
		COLUMNS,
		Array.from({ length: count }, (_, row) => rowAt(row + from)),
	);

interface Shown {
	readonly chart: SqlChart;
	readonly client: FakeClient;
	readonly scroll: HTMLElement;
	readonly table: HTMLTableElement;
}

interface Look {
	readonly scheme?: 'light' | 'dark';
	readonly width?: number;
	readonly spec?: Omit<ChartSpec, 'version'>;
}

async function draw(data: ResultEvent, { scheme = 'light', width = 720, spec = {} }: Look = {}): Promise<Shown> {
	page(scheme);
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.spec = { version: 1, type: 'table', ...spec };
	chart.style.inlineSize = `${width}px`;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	const scroll = await until('the table', () => chart.shadowRoot?.querySelector<HTMLElement>('.scroll:has(tbody tr)'));
	const table = scroll.querySelector('table');
	ok(table, 'no table');
	return { chart, client, scroll, table };
}

const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] => [
	...table.querySelectorAll<HTMLTableRowElement>('tbody tr'),
];
const textsOf = (row: Element | undefined): string[] =>
	[...(row?.children ?? [])].map((cell) => cell.textContent ?? '');
const placeOf = (row: Element): number => Number(row.getAttribute('aria-rowindex')) - 2;
const widthsOf = (table: HTMLTableElement): number[] =>
	[...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect().width);

/** The rows that can be seen: between the head of the table and the lower end of its box. */
function seen({ scroll, table }: Shown): HTMLTableRowElement[] {
	const top = table.tHead?.getBoundingClientRect().bottom ?? 0;
	const { bottom } = scroll.getBoundingClientRect();
	return rowsOf(table).filter((row) => {
		const box = row.getBoundingClientRect();
		return box.bottom > top + 1 && box.top < bottom - 1;
	});
}

async function scrolled(): Promise<void> {
	for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}

const press = (element: Element, key: string): boolean =>
	element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));

afterEach(() => document.body.replaceChildren());

describe('a table', () => {
	it('of 100,000 rows has only those in sight in the page, and each of them where it is scrolled to', async () => {
		const shown = await draw(manyRows(100_000));
		const { chart, scroll, table } = shown;
		equal(table.getAttribute('aria-rowcount'), '100001');
		const written = new Intl.NumberFormat('en', { useGrouping: false });
		const last = scroll.scrollHeight - scroll.clientHeight;
		for (const share of [0, 0.00001, 0.0001, 0.2, 0.20001, 0.5, 0.499, 0.77777, 0.999, 1, 0.9999, 0]) {
			scroll.scrollTop = share * last;
			await scrolled();
			const rows = seen(shown);
			ok(rowsOf(table).length < 60, `${rowsOf(table).length} rows in the page`);
			ok(rows.length >= 8 && rows.length <= 12, `${rows.length} rows in sight at ${share}`);
			for (const row of rows) {
				const place = placeOf(row);
				const cells = textsOf(row);
				equal(cells.slice(0, 2), [written.format(place), rowAt(place)[1]], `row ${place}`);
			}
			equal(
				rows.map(placeOf),
				rows.map((_, index) => placeOf(rows[0] ?? table) + index),
				'one after the other',
			);
			const expected = Math.round((share * last) / ((scroll.scrollHeight - 29) / 100_000));
			ok(Math.abs(placeOf(rows[0] ?? table) - expected) <= 1, `row ${placeOf(rows[0] ?? table)} at ${share}`);
		}
		scroll.scrollTop = last;
		await scrolled();
		equal(placeOf(seen(shown).at(-1) ?? table), 99_999, 'the last row');
		ok(!chart.shadowRoot?.textContent?.includes('rows shown'), 'a note about rows that can all be reached');
	});

	it('shows every row on the way from one end to the other', async () => {
		const shown = await draw(manyRows(700));
		const { scroll } = shown;
		for (const step of [61, -97]) {
			const places = new Set<number>();
			const before = rowsOf(shown.table);
			for (let move = 0; move < 400; move++) {
				for (const row of seen(shown)) {
					equal(textsOf(row)[0], String(placeOf(row)), 'the row');
					places.add(placeOf(row));
				}
				scroll.scrollTop += step;
				scroll.dispatchEvent(new Event('scroll'));
			}
			equal(places.size, 700, `rows by steps of ${step}`);
			const again = before.filter((row) => row.isConnected).length;
			ok(again > 8, `${again} of ${before.length} rows are used again`);
		}
	});

	it('keeps its columns as wide as they are while it is scrolled, and makes one wider only for a text that has no room', async () => {
		const shown = await draw(manyRows(100_000), { width: 1200 });
		const { scroll, table } = shown;
		const before = widthsOf(table);
		for (let move = 0; move < 40; move++) {
			scroll.scrollTop = move * 41_000;
			await scrolled();
			equal(widthsOf(table), before, `widths at ${scroll.scrollTop}`);
		}
		const narrow = await draw(manyRows(100_000), { width: 500 });
		const note = widthsOf(narrow.table)[7] ?? 0;
		const others = widthsOf(narrow.table).slice(0, 7);
		narrow.scroll.scrollTop = 77_777 * 29;
		await scrolled();
		ok((widthsOf(narrow.table)[7] ?? 0) > note + 100, 'the long note has got its room');
		equal(widthsOf(narrow.table).slice(0, 7), others, 'the other columns');
		narrow.scroll.scrollTop = 0;
		await scrolled();
		ok((widthsOf(narrow.table)[7] ?? 0) > note + 100, 'and its column keeps it');
	});

	it('is scrolled by the keyboard, by rows, by pages and to both ends', async () => {
		const shown = await draw(manyRows(100_000));
		const { scroll } = shown;
		scroll.focus();
		const first = (): number => placeOf(seen(shown)[0] ?? scroll);
		const whole = seen(shown).length;
		for (const [key, place] of [
			['ArrowDown', 1],
			['ArrowDown', 2],
			['ArrowUp', 1],
			['Home', 0],
			['PageDown', whole - 2],
			['PageUp', 0],
		] as const) {
			equal(press(scroll, key), false, `${key} is the table’s`);
			await scrolled();
			ok(Math.abs(first() - place) <= 1, `${key}: row ${first()}, not ${place}`);
		}
		press(scroll, 'End');
		await scrolled();
		equal(placeOf(seen(shown).at(-1) ?? scroll), 99_999);
		ok(press(scroll, 'a') && press(scroll, 'ArrowRight'), 'other keys are the page’s');
	});

	it('stays where it is scrolled to, and in its order, while results come', async () => {
		const shown = await draw(manyRows(100_000));
		const { client, scroll, table } = shown;
		scroll.scrollTop = 1_450_000;
		await scrolled();
		client.push({ result: manyRows(100_000, 1) });
		await until('the new rows', () => textsOf(seen(shown)[1])[0] === String(placeOf(seen(shown)[1] ?? table) + 1));
		equal(scroll.scrollTop, 1_450_000);
		table.querySelectorAll('button')[4]?.click();
		await scrolled();
		equal(scroll.scrollTop, 0, 'another order begins at its top');
		const shares = seen(shown).map((row) => Number(textsOf(row)[4]?.replace('−', '-')));
		ok(
			shares.every((share) => share < -0.999),
			`the least shares: ${shares}`,
		);
		client.push({ result: manyRows(20) });
		await until('a short table', () => rowsOf(table).length === 20);
		equal(table.getAttribute('aria-rowcount'), '21');
		ok(scroll.scrollHeight <= 22 * 29, `${scroll.scrollHeight} pixels for twenty rows`);
		equal(table.querySelectorAll('.gap').length, 0, 'gaps in a table that is whole');
	});

	it('keeps its first columns in sight when the others are scrolled, as far as there is room', async () => {
		const { chart, scroll, table } = await draw(manyRows(1000), { width: 480, spec: { table: { freeze: 2 } } });
		const left = (element: Element | null | undefined): number => element?.getBoundingClientRect().left ?? Number.NaN;
		const cells = (): (Element | undefined)[] => [
			...[...table.querySelectorAll('thead th')].slice(0, 3),
			...[...(rowsOf(table)[3]?.cells ?? [])].slice(0, 3),
		];
		const before = cells().map(left);
		scroll.scrollLeft = 80;
		scroll.scrollTop = 600;
		await scrolled();
		const after = cells().map(left);
		equal([after[0], after[1], after[3], after[4]], [before[0], before[1], before[3], before[4]], 'the first two');
		equal(
			[after[2], after[5]],
			[before[2], before[5]].map((at) => (at ?? 0) - scroll.scrollLeft),
			'the third',
		);
		const edge = getComputedStyle(rowsOf(table)[3]?.cells[1] ?? table);
		equal([edge.borderInlineEndWidth, edge.position], ['1px', 'sticky']);
		ok(!/, 0\)$/.test(edge.backgroundColor), 'what is scrolled shows through');
		const staying = (): number | undefined => rowsOf(table)[3]?.querySelectorAll('.frozen').length;
		chart.style.inlineSize = '180px';
		await until('one stays in a narrow box', () => staying() === 1);
		chart.style.inlineSize = '50px';
		await until('none stays in a narrower one', () => staying() === 0);
		chart.style.inlineSize = '480px';
		await until('they stay again', () => staying() === 2);
	});

	it('leaves out hidden columns, names the others as the author does, and says which columns are not there', async () => {
		const spec = {
			names: { name: 'Customer' },
			formats: { amount: { style: 'currency', currency: 'EUR' } },
			table: { hidden: ['id', 'share', 'nowhere'], conditions: [{ column: 'never' }] },
		} as const;
		const { chart, table } = await draw(manyRows(3), { spec });
		equal(textsOf(table.tHead?.rows[0]), ['Customer', 'amount', 'region', 'day', 'ok', 'note']);
		equal(textsOf(rowsOf(table)[1]).slice(0, 2), ['customer 7919', '-€999.75']);
		await until('the note', () => chart.shadowRoot?.textContent?.includes('there is no column “nowhere”, “never”'));
	});

	for (const scheme of ['light', 'dark'] as const) {
		it(`colours cells by their values on a ${scheme} page, and every text can still be read`, async () => {
			const spec = {
				colorScale: { middle: -990 },
				table: {
					freeze: 1,
					conditions: [
						{ column: 'amount', show: 'scale' },
						{ column: 'region', equals: 'north', color: 'gold' },
						{ column: 'region', equals: 'south', show: 'text', color: 'yellow' },
						{ column: 'region', equals: 'east', show: 'text', color: '#000080' },
						{ column: 'share', show: 'bar' },
						{ column: 'id', above: 2, below: 4, color: 'oklch(0.4 0.2 260)' },
						{ column: 'ok', equals: true, color: 'rgb(127 127 127 / 0.5)' },
					],
				},
			} as const;
			const { chart, table } = await draw(manyRows(80), { scheme, spec });
			const style = (row: number, column: number) => getComputedStyle(rowsOf(table)[row]?.cells[column] ?? table);
			equal(style(4, 3).backgroundColor, 'rgb(255, 215, 0)', 'north is gold');
			const filled = [...Array(8).keys()].filter((row) => rowsOf(table)[row]?.cells[0]?.classList.contains('filled'));
			equal(filled, [2, 3], 'rows from 2 to before 4');
			const amounts = new Set([1, 2, 3, 79].map((row) => style(row, 2).backgroundColor));
			equal(amounts.size, 4, 'four amounts, four colours');
			const bar = getComputedStyle(rowsOf(table)[1]?.cells[4] ?? table, '::before');
			ok(Number.parseFloat(bar.inlineSize) > 10, `a bar of ${bar.inlineSize}`);
			await accessible(chart);
		});
	}

	it('gives the focus back before a row leaves with it', async () => {
		const shown = await draw(manyRows(5000));
		const cell = rowsOf(shown.table)[0]?.cells[1];
		ok(cell, 'no cell');
		cell.tabIndex = 0;
		cell.focus();
		for (const top of [800, 90_000]) {
			shown.scroll.scrollTop = top;
			await scrolled();
		}
		ok(shown.chart.shadowRoot?.activeElement === shown.scroll, 'the focus is gone');
	});

	it('puts enough rows into the page to be printed, says how many, and takes them away again', async () => {
		const { scroll, table } = await draw(manyRows(3000));
		scroll.scrollTop = 20_000;
		await scrolled();
		dispatchEvent(new Event('beforeprint'));
		equal(rowsOf(table).length, 500);
		equal([placeOf(rowsOf(table)[0] ?? table), textsOf(rowsOf(table)[499])[0]], [0, '499']);
		equal(scroll.querySelector('.printed')?.textContent, 'First 500 of 3,000 rows printed');
		dispatchEvent(new Event('afterprint'));
		ok(rowsOf(table).length < 60, 'too many rows stay');
		equal(scroll.scrollTop, 20_000);
		equal(getComputedStyle(scroll.querySelector('.printed') ?? scroll).display, 'none');
	});
});
