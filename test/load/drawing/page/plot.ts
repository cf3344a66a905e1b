/** Observable Plot: a new SVG for every result, as it is meant to be used, from columns and without tidying them. */
import { afterFrame, type Body, type Box, COLORS, type Contestant, placeOf, read } from './contestant.ts';

interface Plot {
	plot(options: unknown): Element;
	lineY(data: unknown, options: unknown): unknown;
}

let library: Plot | undefined;

function drawn(body: Body, box: Box): Element {
	if (library === undefined) throw new Error('Plot has not been loaded.');
	const { columns, data } = read(body);
	const isTime = columns[0]?.type !== 'number';
	const x = (data[0] ?? []).map((cell) => (isTime ? new Date(placeOf(cell)) : cell));
	const marks = data
		.slice(1)
		.map((y, index) => library?.lineY({ length: x.length }, { x, y, stroke: COLORS[index], strokeWidth: 2 }));
	return library.plot({ ...box, x: { type: isTime ? 'utc' : 'linear' }, y: { grid: true }, marks });
}

export const plot: Contestant = {
	name: 'Plot',
	load: async () => {
		library = (await import(new URL('/peers/plot.mjs', location.href).href)) as Plot;
	},
	draw: async (host, box, body) => {
		let shown = host.appendChild(drawn(body, box));
		await afterFrame();
		return {
			update: async (next) => {
				const after = drawn(next, box);
				shown.replaceWith(after);
				shown = after;
				await afterFrame();
			},
			remove: () => shown.remove(),
		};
	},
};
