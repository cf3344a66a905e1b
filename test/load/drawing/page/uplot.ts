/** uPlot alone, without anything of ours around it: what the drawing itself takes of a line of ours. */
import { afterFrame, type Body, COLORS, type Contestant, placeOf, read } from './contestant.ts';

interface Instance {
	setData(data: readonly (readonly number[])[]): void;
	destroy(): void;
}

type Plot = new (options: unknown, data: readonly (readonly number[])[], host: HTMLElement) => Instance;

let library: Plot | undefined;

/** Its places are seconds, or whatever numbers the column has. */
function dataOf(body: Body): readonly (readonly number[])[] {
	const { columns, data } = read(body);
	const isTime = columns[0]?.type !== 'number';
	const [x = [], ...values] = data;
	const places = isTime ? x.map((cell) => placeOf(cell) / 1000) : (x as number[]);
	return [places, ...(values as number[][])];
}

export const uPlot: Contestant = {
	name: 'uPlot alone',
	load: async () => {
		const { Plot } = (await import(new URL('/peers/uplot.mjs', location.href).href)) as { readonly Plot: Plot };
		library = Plot;
	},
	draw: async (host, { width, height }, body) => {
		if (library === undefined) throw new Error('uPlot has not been loaded.');
		const place = host.appendChild(document.createElement('div'));
		const [x, ...names] = read(body).columns;
		const lines = names.map(({ name }, index) => ({
			label: name,
			stroke: COLORS[index],
			width: 2,
			points: { show: false },
		}));
		const options = {
			width,
			height,
			legend: { show: false },
			cursor: { show: false },
			scales: { x: { time: x?.type !== 'number' } },
			series: [{}, ...lines],
		};
		const chart = new library(options, dataOf(body), place);
		await afterFrame();
		return {
			update: async (next) => {
				chart.setData(dataOf(next));
				await afterFrame();
			},
			remove: () => {
				chart.destroy();
				place.remove();
			},
		};
	},
};
