/**
 * Runs in a page, as a part of the bundle that it plays: every drawing of uPlot goes through what can happen to it, and
 * what is seen after each step is written down. Plain JavaScript, since nothing compiles it on its way there.
 */
import { mount as column } from '../../../../dist/widget/drawing/column.js';
import { mount as line } from '../../../../dist/widget/drawing/uplot.js';

const WIDE = { width: 640, height: 300 };
const NARROW = { width: 320, height: 220 };

const theme = {
	ink: 'rgb(20, 20, 20)',
	muted: 'rgb(90, 90, 90)',
	line: 'rgb(150, 150, 150)',
	grid: 'rgb(220, 220, 220)',
	raised: 'rgb(255, 255, 255)',
	series: ['#2f6fde', '#d9480f', '#2b8a3e', '#862e9c', '#c2255c', '#0b7285', '#5c940d', '#495057'],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en-GB',
};

let seed = 7;
/** The same numbers in every page. */
const random = () => {
	seed = (seed * 48_271) % 2_147_483_647;
	return seed / 2_147_483_647;
};

const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
const day = (at) => new Date(Date.UTC(2024, 0, 1) + at * 86_400_000).toISOString();
const holes = (values, share) => values.map((value) => (random() < share ? null : value));
const walk = (count, step, from = 0) => {
	let value = from;
	return many(count, () => {
		value += (random() - 0.5) * step;
		return value;
	});
};

const table = (x, type, ...series) => ({
	columns: [{ name: 'x', type }, ...series.map((_, at) => ({ name: `series ${at}`, type: 'number' }))],
	data: [x, ...series],
	rows: x.length,
	truncated: false,
});
const times = (...series) => table(many(series[0].length, day), 'timestamptz', ...series);

/** One row a value, as a query that groups by kind gives it: some kinds have no row at a time. */
function pivoted() {
	const rows = many(60, (at) => at).filter((at) => at % 3 !== 1);
	const columns = [
		{ name: 'x', type: 'timestamptz' },
		{ name: 'kind', type: 'text' },
		{ name: 'value', type: 'number' },
	];
	const values = holes(walk(rows.length, 6), 0.1);
	const data = [rows.map((at) => day(at >> 1)), rows.map((at) => `kind ${at % 4}`), values];
	return { columns, data, rows: rows.length, truncated: false };
}

const tables = () => ({
	times: times(walk(40, 5, 30)),
	'times with gaps': times(holes(walk(60, 5), 0.3), holes(walk(60, 9), 0.6)),
	'gaps at the ends': times([null, null, 3, 4, null, 6, 7, null, null]),
	'nothing but gaps': times(many(5, () => null)),
	'one point': times([3]),
	flat: times(many(20, () => 7)),
	'flat at zero': times(many(20, () => 0)),
	'below zero': times(walk(30, 4, -40), walk(30, 4, -90)),
	'across zero': times(walk(30, 40)),
	tiny: times(walk(30, 1e-9, 1e-9)),
	huge: times(walk(30, 1e12, 5e13)),
	'nearly flat': times(walk(30, 1e-7, 1e6)),
	dense: table(
		many(20_000, (at) => at),
		'number',
		walk(20_000, 3),
		holes(walk(20_000, 5), 0.002),
	),
	numbers: table(
		many(50, (at) => at * 0.37 - 4),
		'number',
		walk(50, 8),
		walk(50, 2, 11),
	),
	'nine series': times(...many(9, (at) => walk(12, 3, at * 4))),
	categories: table(
		many(6, (at) => `kind ${at}`),
		'text',
		walk(6, 30, 50),
	),
	'many categories': table(
		many(34, (at) => `a long name of ${at}`),
		'text',
		walk(34, 30),
		walk(34, 9),
	),
	'long categories': table(
		many(5, (at) => `some words for number ${at}`),
		'text',
		holes(walk(5, 9), 0.4),
	),
	pivoted: pivoted(),
});

const grown = (data) => ({
	...data,
	data: data.data.map((cells, at) =>
		at === 0 ? cells : cells.map((cell) => (typeof cell === 'number' ? cell * 1.7 : cell)),
	),
});

const PARTS = '.tip, .sr, .legend, .band, .u-cursor-x, .u-cursor-pt, .u-over, .u-under';

/** A place for drawings, with a pointer and a keyboard, that remembers what was seen. */
function stage() {
	document.body.style.margin = '0';
	const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
	const host = shadow.appendChild(document.createElement('div'));
	host.style.cssText = 'position: relative; width: 640px; height: 300px';
	const seen = [];
	let clicks = 0;
	document.body.addEventListener('click', () => {
		clicks += 1;
	});
	return {
		host,
		seen,
		/** A plot is painted in a microtask, and the card is a part of the same script. */
		async look(name, painted = true) {
			await new Promise((resolve) => setTimeout(resolve));
			const words = [...host.querySelectorAll(PARTS)].map(
				(part) => `${part.className} ${part.hidden} ${part.style.cssText} ${part.textContent}`,
			);
			const picture = (painted && host.querySelector('canvas')?.toDataURL()) || '';
			seen.push({ name, picture, words, clicks });
		},
		point(kind, x, y) {
			const over = host.querySelector('.u-over');
			const { left, top } = over.getBoundingClientRect();
			const at = { clientX: left + x, clientY: top + y, bubbles: true, composed: true };
			over.dispatchEvent(new MouseEvent(kind, at));
		},
		press(key) {
			host.querySelector('.canvas').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		},
	};
}

/** What can happen to one drawing, from its first values to its end. */
async function play(name, drawing, { look, point, press, data }) {
	drawing.draw(data, WIDE);
	await look(`${name}: drawn`);
	for (const [x, y] of [
		[200, 80],
		[203, 90],
		[0.5, 0.5],
		[420, 299],
	]) {
		point('mouseenter', x, y);
		point('mousemove', x, y);
		await look(`${name}: pointed at ${x}, ${y}`, false);
	}
	drawing.resize(NARROW);
	await look(`${name}: narrower under the pointer`);
	for (const kind of ['mousedown', 'mouseup', 'click', 'dblclick']) point(kind, 100, 50);
	await look(`${name}: clicked`);
	point('mouseleave', -5, -5);
	await look(`${name}: left`);
	for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) press(key);
	await look(`${name}: walked`, false);
	drawing.draw(grown(data), NARROW);
	await look(`${name}: new values`);
	dispatchEvent(new Event('scroll'));
	press('Escape');
	await look(`${name}: done`);
	drawing.destroy();
}

/** Everything that was seen, as `{ name, picture, words, clicks }` for each step. */
export async function playDrawings() {
	const { host, seen, ...hands } = stage();
	for (const type of ['line', 'area', 'step', 'column']) {
		for (const [name, data] of Object.entries(tables())) {
			const drawing = (type === 'column' ? column : line)(host, { theme, type });
			await play(`${type}, ${name}`, drawing, { ...hands, data });
		}
	}
	return seen;
}
