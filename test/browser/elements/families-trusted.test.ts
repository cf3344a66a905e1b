import { type DrawingType, loadDrawing, type Theme } from '../../../widget/drawing/drawing.ts';
import type { Table } from '../../../widget/protocol.ts';
import { equal, ok, painted, until } from './support.ts';

const THEME: Theme = {
	ink: '#16191d',
	muted: '#5c6670',
	line: '#c9ced6',
	grid: '#e9ecf0',
	raised: '#ffffff',
	series: ['#2f6fde', '#d9730d', '#0f8a7e'],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en',
};

const TABLE: Table = {
	columns: [
		{ name: 'day', type: 'date' },
		{ name: 'kind', type: 'text' },
		{ name: 'n', type: 'number' },
		{ name: 'm', type: 'number' },
	],
	data: [
		['2024-01-01', '2024-01-02', '2024-01-03'],
		['a', 'b', 'a'],
		[1, 5, 3],
		[2, 4, 9],
	],
	rows: 3,
	truncated: false,
};

/** From here on this page takes no markup as text. */
function requireTrustedTypes(): void {
	const policy = document.createElement('meta');
	policy.httpEquiv = 'Content-Security-Policy';
	policy.content = "require-trusted-types-for 'script'";
	document.head.append(policy);
}

const FAMILIES: readonly DrawingType[] = [
	'bar',
	'scatter',
	'histogram',
	'box',
	'heatmap',
	'calendar',
	'pie',
	'donut',
	'funnel',
	'gauge',
	'waterfall',
	'treemap',
	'sankey',
];

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all(FAMILIES.map((type) => loadDrawing({ type }, () => {})));

describe('families of ECharts on a page with Trusted Types', () => {
	it('draw, change, are looked at and go away without markup', async () => {
		const violations: string[] = [];
		document.addEventListener('securitypolicyviolation', (event) => violations.push(event.sample));
		requireTrustedTypes();
		let refused = false;
		try {
			document.createElement('div').innerHTML = '<b>markup</b>';
		} catch {
			refused = true;
		}
		ok(refused, 'the page takes markup: nothing is shown by this test');
		for (const type of FAMILIES) {
			const host = document.createElement('div');
			host.style.width = '480px';
			host.style.height = '240px';
			document.body.append(host);
			const { mount } = await loadDrawing({ type }, () => {});
			const drawing = mount(host, { theme: THEME, type });
			const size = { width: 480, height: 240 };
			drawing.draw(TABLE, size);
			drawing.draw({ ...TABLE, rows: 1, data: TABLE.data.map((cells) => cells.slice(0, 1)) }, size);
			drawing.resize({ width: 300, height: 200 });
			const box = host.querySelector('.canvas');
			box?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
			ok(host.querySelector('.tip:not([hidden])'), `${type}: no card`);
			await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
			ok(host.querySelector('canvas'), `${type}: no canvas`);
			drawing.destroy();
			host.remove();
		}
		await until('what was refused', () => violations.length > 0);
		await painted();
		equal(violations, ['Element innerHTML|<b>markup</b>'], 'all that was refused');
	});
});
