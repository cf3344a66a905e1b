/** ECharts alone, with what it loads of itself and its sampling: no animation, no symbols, columns as a dataset. */
import { afterFrame, type Body, COLORS, type Contestant, placeOf, read } from './contestant.ts';

interface Instance {
	setOption(option: unknown): void;
	dispose(): void;
}

interface ECharts {
	init(host: HTMLElement, theme: null, options: unknown): Instance;
}

let library: ECharts | undefined;

function sourceOf(body: Body): unknown {
	const { columns, data } = read(body);
	const cells = data.map((each, at) => (at === 0 ? each.map(placeOf) : each));
	return { source: Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]])) };
}

export const eCharts: Contestant = {
	name: 'ECharts',
	load: async () => {
		library = (await import(new URL('/peers/echarts.mjs', location.href).href)) as ECharts;
	},
	draw: async (host, { width, height }, body) => {
		if (library === undefined) throw new Error('ECharts has not been loaded.');
		const place = host.appendChild(document.createElement('div'));
		const chart = library.init(place, null, { width, height, renderer: 'canvas', devicePixelRatio: 1 });
		const [x, ...names] = read(body).columns;
		chart.setOption({
			animation: false,
			useUTC: true,
			legend: {},
			dataset: sourceOf(body),
			xAxis: x?.type === 'number' ? { type: 'value', scale: true } : { type: 'time' },
			yAxis: { type: 'value', scale: true },
			series: names.map(({ name }, index) => ({
				type: 'line',
				name,
				encode: { x: x?.name, y: name },
				showSymbol: false,
				sampling: 'minmax',
				color: COLORS[index],
			})),
		});
		await afterFrame();
		return {
			update: async (next) => {
				chart.setOption({ dataset: sourceOf(next) });
				await afterFrame();
			},
			remove: () => {
				chart.dispose();
				place.remove();
			},
		};
	},
};
