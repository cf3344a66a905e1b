/** Chart.js, as its page on performance has it: no animation, no parsing, indices normalized, min-max decimation. */
import { afterFrame, type Body, COLORS, type Contestant, placeOf, read } from './contestant.ts';

interface Chart {
	data: unknown;
	update(mode: 'none'): void;
	destroy(): void;
}

interface ChartJs {
	readonly Chart: (new (canvas: HTMLCanvasElement, config: unknown) => Chart) & { register(...parts: unknown[]): void };
	readonly parts: readonly unknown[];
}

let library: ChartJs | undefined;

function dataOf(body: Body): unknown {
	const { columns, data } = read(body);
	const x = (data[0] ?? []).map(placeOf);
	return {
		datasets: data.slice(1).map((values, index) => ({
			label: columns[index + 1]?.name,
			data: values.map((y, at) => ({ x: x[at], y })),
			borderColor: COLORS[index],
			borderWidth: 2,
			pointRadius: 0,
		})),
	};
}

export const chartJs: Contestant = {
	name: 'Chart.js',
	load: async () => {
		library = (await import(new URL('/peers/chartjs.mjs', location.href).href)) as ChartJs;
		library.Chart.register(...library.parts);
	},
	draw: async (host, { width, height }, body) => {
		if (library === undefined) throw new Error('Chart.js has not been loaded.');
		const canvas = document.createElement('canvas');
		Object.assign(canvas, { width, height });
		host.append(canvas);
		const isTime = read(body).columns[0]?.type !== 'number';
		const x = isTime ? { type: 'time', ticks: { maxRotation: 0 } } : { type: 'linear', ticks: { maxRotation: 0 } };
		const options = {
			animation: false,
			parsing: false,
			normalized: true,
			responsive: false,
			scales: { x },
			plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
		};
		const chart = new library.Chart(canvas, { type: 'line', data: dataOf(body), options });
		await afterFrame();
		return {
			update: async (next) => {
				chart.data = dataOf(next);
				chart.update('none');
				await afterFrame();
			},
			remove: () => {
				chart.destroy();
				canvas.remove();
			},
		};
	},
};
