import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, result, until } from './support.ts';

const COLUMNS: readonly (readonly [string, ColumnType])[] = [
	['region', 'text'],
	['shop', 'text'],
	['month', 'date'],
	['revenue', 'decimal'],
	['orders', 'number'],
];

const SALES = result(COLUMNS, [
	['north', 'Oslo', '2024-02-01', 10.5, 1],
	['north', 'Oslo', '2024-01-01', 20, 2],
	['south', 'Rome', '2024-01-01', 5, 3],
	['north', 'Bergen', '2024-01-01', 7, 4],
	['north', 'Oslo', '2024-01-01', -3, 5],
	[null, 'Cork', '2024-02-01', null, 6],
]);

interface Look {
	readonly scheme?: 'light' | 'dark';
	readonly width?: number;
}

async function draw(data: ResultEvent, spec: Omit<ChartSpec, 'version'>, { scheme = 'light', width = 720 }: Look = {}) {
	page(scheme);
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.spec = { version: 1, type: 'pivot', ...spec };
	chart.style.inlineSize = `${width}px`;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	const table = await until('the table', () =>
		chart.shadowRoot?.querySelector<HTMLTableElement>('table:has(tbody tr)'),
	);
	return { chart, client, table };
}

const textsOf = (rows: Iterable<HTMLTableRowElement>): string[][] =>
	[...rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? ''));
const bodyOf = (table: HTMLTableElement): string[][] =>
	textsOf(table.querySelectorAll<HTMLTableRowElement>('tbody tr'));
const footerOf = (chart: SqlChart): string => chart.shadowRoot?.querySelector('.footer')?.textContent ?? '';

const button = (table: HTMLTableElement, name: string): HTMLButtonElement => {
	const found = [...table.querySelectorAll('button')].find((each) => each.textContent === name);
	ok(found, `no heading ${name}`);
	return found;
};

afterEach(() => document.body.replaceChildren());

describe('a pivot', () => {
	it('has a row for each value of its rows, a column for each of its columns, and totals of both', async () => {
		const spec = { pivot: { rows: ['region', 'shop'], columns: ['month'], totals: true }, y: ['revenue'] };
		const { table } = await draw(SALES, spec);
		equal(textsOf(table.tHead?.rows ?? []), [['region', 'shop', 'Jan 2024', 'Feb 2024', 'Total']]);
		equal(bodyOf(table), [
			['north', 'Oslo', '17.0', '10.5', '27.5'],
			['north', 'Bergen', '7.0', '', '7.0'],
			['south', 'Rome', '5.0', '', '5.0'],
			['none', 'Cork', '', '', ''],
		]);
		equal(textsOf(table.tFoot?.rows ?? []), [['Total', '', '29.0', '10.5', '39.5']]);
		const indexes = [...table.querySelectorAll('tr')].map((row) => row.getAttribute('aria-rowindex'));
		equal([table.getAttribute('aria-rowcount'), ...indexes], ['6', '1', '2', '3', '4', '5', '6']);
	});

	it('names what each cell belongs to: by headings of rows, of columns, and of groups of columns', async () => {
		const { chart, table } = await draw(
			SALES,
			{ pivot: { rows: ['month'], columns: ['region', 'shop'] } },
			{ width: 1100 },
		);
		equal(textsOf(table.tHead?.rows ?? []), [
			['month', 'north', 'south', 'none'],
			['Oslo', 'Bergen', 'Rome', 'Cork'],
			['revenue', 'orders', 'revenue', 'orders', 'revenue', 'orders', 'revenue', 'orders'],
		]);
		const spans = [...(table.tHead?.rows ?? [])].map((row) =>
			[...row.cells].map(({ colSpan, rowSpan, scope }) => `${colSpan}×${rowSpan} ${scope}`),
		);
		equal(spans, [
			['1×3 col', '4×1 colgroup', '2×1 colgroup', '2×1 colgroup'],
			['2×1 colgroup', '2×1 colgroup', '2×1 colgroup', '2×1 colgroup'],
			Array(8).fill('1×1 col'),
		]);
		equal(
			[...table.querySelectorAll('tbody th')].map((cell) => [cell.getAttribute('scope'), cell.textContent]),
			[
				['row', 'Jan 2024'],
				['row', 'Feb 2024'],
			],
		);
		equal(bodyOf(table)[0], ['Jan 2024', '17.0', '7', '7.0', '4', '5.0', '3', '', '']);
		await accessible(chart);
	});

	it('counts rows, and takes means, in place of sums, with totals over all rows', async () => {
		const counted = await draw(SALES, {
			pivot: { rows: ['region'], columns: ['month'], aggregate: 'count', totals: true },
		});
		equal(bodyOf(counted.table), [
			['north', '3', '1', '4'],
			['south', '1', '', '1'],
			['none', '', '1', '1'],
		]);
		const mean = await draw(SALES, {
			pivot: { rows: ['region'], columns: ['month'], aggregate: 'mean', totals: true },
			y: ['revenue'],
			formats: { revenue: { style: 'currency', currency: 'EUR' } },
		});
		equal(textsOf(mean.table.tFoot?.rows ?? []), [['All', '€7.25', '€10.50', '€7.90']]);
	});

	it('is put in the order of a column, of values or of headings, and its totals stay below', async () => {
		const spec = { pivot: { rows: ['shop'], columns: ['month'], totals: true }, y: ['revenue'] };
		const { client, table } = await draw(SALES, spec);
		const shops = () => bodyOf(table).map(([shop]) => shop);
		button(table, 'Total').click();
		equal(shops(), ['Rome', 'Bergen', 'Oslo', 'Cork']);
		button(table, 'Total').click();
		equal(shops(), ['Oslo', 'Bergen', 'Rome', 'Cork']);
		equal(button(table, 'Total').parentElement?.getAttribute('aria-sort'), 'descending');
		button(table, 'shop').click();
		equal(shops(), ['Bergen', 'Cork', 'Oslo', 'Rome']);
		equal(textsOf(table.tFoot?.rows ?? [])[0]?.[0], 'Total');
		button(table, 'Jan 2024').click();
		button(table, 'Jan 2024').click();
		client.push({
			result: result(COLUMNS, [
				['west', 'Nice', '2023-12-01', 1, 1],
				['west', 'Nice', '2024-01-01', 99, 1],
				['north', 'Oslo', '2024-01-01', 5, 1],
			]),
		});
		await until('the new rows', () => shops().includes('Nice'));
		equal(
			[shops(), textsOf(table.tHead?.rows ?? [])[0]],
			[
				['Nice', 'Oslo'],
				['shop', 'Dec 2023', 'Jan 2024', 'Total'],
			],
		);
	});

	for (const scheme of ['light', 'dark'] as const) {
		it(`keeps the headings of its rows in sight, and its colours legible, on a ${scheme} page`, async () => {
			const months = Array.from(
				{ length: 24 },
				(_, at) => `20${20 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`,
			);
			const rows = months.flatMap((month, at) =>
				['north', 'south'].map((region, way) => [region, 'x', month, (at - 12) * (way + 1), at]),
			);
			const { chart, table } = await draw(
				result(COLUMNS, rows),
				{
					pivot: { rows: ['region', 'shop'], columns: ['month'], totals: true },
					y: ['revenue'],
					table: { conditions: [{ column: 'revenue', show: 'scale' }] },
				},
				{ scheme },
			);
			const scroll = chart.shadowRoot?.querySelector<HTMLElement>('.scroll');
			ok(scroll, 'nothing to scroll');
			const before = [...table.querySelectorAll('tbody tr:first-child > *')].map(
				(cell) => cell.getBoundingClientRect().left,
			);
			scroll.scrollLeft = 400;
			await new Promise(requestAnimationFrame);
			const after = [...table.querySelectorAll('tbody tr:first-child > *')].map(
				(cell) => cell.getBoundingClientRect().left,
			);
			equal(after.slice(0, 2), before.slice(0, 2), 'the headings');
			equal(after[2], (before[2] ?? 0) - 400, 'the values');
			const fills = new Set(
				[...table.querySelectorAll('tbody td.filled')].map((cell) => getComputedStyle(cell).backgroundColor),
			);
			ok(fills.size > 20, `${fills.size} colours`);
			equal(
				table.querySelectorAll('tfoot .filled, .total.filled').length,
				0,
				'totals have no place on the scale of the cells',
			);
			// A heading that is half below those that stay is too small to be hit, until it is scrolled to.
			scroll.scrollLeft = 0;
			await accessible(chart);
		});
	}

	it('of 100,000 rows and hundreds of columns has only the rows in sight in the page, and says what it leaves out', async () => {
		const rows = Array.from({ length: 100_000 }, (_, at) => [
			`region ${at % 2000}`,
			`shop ${at % 701}`,
			'2024-01-01',
			at,
			1,
		]);
		const { chart, table } = await draw(result(COLUMNS, rows), {
			pivot: { rows: ['region'], columns: ['shop'] },
			y: ['revenue'],
		});
		equal(table.getAttribute('aria-rowcount'), '2001');
		equal(table.tHead?.rows[0]?.cells.length, 501);
		ok(table.querySelectorAll('tbody tr').length < 30, `${table.querySelectorAll('tbody tr').length} rows`);
		await until('the note', () => footerOf(chart).includes('first 500 of 701 columns shown'));
		const scroll = chart.shadowRoot?.querySelector<HTMLElement>('.scroll');
		ok(scroll, 'nothing to scroll');
		scroll.scrollTop = scroll.scrollHeight;
		await until('the last row', () => bodyOf(table).at(-1)?.[0] === 'region 1999');
	});

	it('shows a table, and says why, where the result cannot be turned about', async () => {
		const { chart } = await draw(
			result(
				[
					['name', 'text'],
					['n', 'number'],
				],
				[['a', 1]],
			),
			{},
		);
		await until('the reason', () =>
			footerOf(chart).includes('Shown as a table, not as a pivot: it needs two columns of names or times'),
		);
	});
});
