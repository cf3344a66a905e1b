/** The peers' scripts, each bundled by esbuild from what a line chart needs of it, and how many bytes that is. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

export const PEERS_FOLDER = '.chartwire/load/peers';

interface BuildOptions {
	readonly bundle: true;
	readonly minify: boolean;
	readonly format: 'esm';
	readonly write: false;
	readonly target: string;
	readonly entryPoints?: readonly string[];
	readonly stdin?: { readonly contents: string; readonly resolveDir: string };
}

interface EsBuild {
	build(options: BuildOptions): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

const PEERS: Readonly<Record<string, { readonly contents: string; readonly from: string }>> = {
	chartjs: {
		contents: `import { Chart, Decimation, Legend, LinearScale, LineController, LineElement, PointElement, TimeScale } from 'chart.js';
			import 'chartjs-adapter-date-fns';
			export { Chart };
			export const parts = [Decimation, Legend, LinearScale, LineController, LineElement, PointElement, TimeScale];`,
		from: PEERS_FOLDER,
	},
	echarts: {
		contents: `import { init, use } from 'echarts/core';
			import { LineChart } from 'echarts/charts';
			import { DatasetComponent, GridComponent, LegendComponent } from 'echarts/components';
			import { CanvasRenderer } from 'echarts/renderers';
			use([CanvasRenderer, DatasetComponent, GridComponent, LegendComponent, LineChart]);
			export { init };`,
		from: '.',
	},
	uplot: { contents: `export { default as Plot } from 'uplot';`, from: '.' },
	plot: { contents: `export { lineY, plot } from '@observablehq/plot';`, from: PEERS_FOLDER },
};

export interface Scripts {
	/** By the path under which the page asks for it. */
	readonly byPath: ReadonlyMap<string, string>;
	/** Bytes, gzipped, by the name of the contestant. */
	readonly bytes: Readonly<Record<string, number>>;
}

const zipped = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length;

/** What a page loads until a line is drawn, as the build has put it aside. */
function ownBytes(): number {
	const folder = 'dist/sizes/line';
	return readdirSync(folder).reduce((sum, file) => sum + zipped(readFileSync(`${folder}/${file}`)), 0);
}

/** Bundles the peers, and the page that drives them. */
export async function bundleScripts(): Promise<Scripts> {
	const main = pathToFileURL(resolve(PEERS_FOLDER, 'node_modules/esbuild/lib/main.js')).href;
	const { build } = ((await import(main)) as { default: EsBuild }).default;
	const common = { bundle: true, format: 'esm', write: false, target: 'es2022' } as const;
	const textOf = async (options: Partial<BuildOptions>): Promise<string> =>
		(await build({ ...common, minify: true, ...options })).outputFiles[0]?.text ?? '';
	const byPath = new Map<string, string>();
	for (const [name, { contents, from }] of Object.entries(PEERS)) {
		byPath.set(`/peers/${name}.mjs`, await textOf({ stdin: { contents, resolveDir: resolve(from) } }));
	}
	const page = { entryPoints: ['test/load/drawing/page/contest.ts'], minify: false };
	byPath.set('/contest.mjs', await textOf(page));
	const of = (name: string) => zipped(byPath.get(`/peers/${name}.mjs`) ?? '');
	const others = { 'Chart.js': of('chartjs'), ECharts: of('echarts'), Plot: of('plot'), 'uPlot alone': of('uplot') };
	const bytes = { chartwire: ownBytes(), ...others };
	return { byPath, bytes };
}
