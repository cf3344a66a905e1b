import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** White space carries no meaning in our `css` and `html` templates; tsc indents code by spaces, and only they have tabs. */
const collapseTemplates = {
	name: 'collapse-templates',
	transform(code, id) {
		if (!id.includes('/widget/')) return null;
		const collapsed = code.replace(/\n\t+/g, ' ').replace(/css ?`[^`$]*`/g, (sheet) =>
			sheet
				.replace(/\/\*[\s\S]*?\*\//g, '')
				.replace(/\s+/g, ' ')
				.replace(/ ?([{};,]) ?/g, '$1')
				.replace(/;}/g, '}')
				.replace(/: /g, ':'),
		);
		return { code: collapsed, map: null };
	},
};

/**
 * Features of uPlot that Chartwire never reaches: its own time axes and date templates, bars and splines, logarithmic
 * scales, the legend, dragging, joining. uPlot is one closure that no bundler can shake, so their bodies are emptied
 * here; a name that a newer uPlot no longer has ends the build. plot-options.ts must leave all of them switched off.
 */
const UNREACHED = {
	genTimeStuffs: '{ return [[], [], noop]; }',
	timeAxisStamps: '{}',
	timeAxisVals: '{}',
	timeAxisVal: '{}',
	timeSeriesStamp: '{}',
	timeSeriesVal: '{}',
	fmtDate: '{}',
	tzDate: '{}',
	join: '{}',
	bars: '{}',
	monotoneCubic: '{}',
	rangeLog: '{}',
	rangeAsinh: '{}',
	logAxisSplits: '{}',
	asinhAxisSplits: '{}',
	log10AxisValsFilt: '{}',
	log2AxisValsFilt: '{}',
	snapLogY: '{}',
	snapAsinhY: '{}',
	autoPadSide: '{ return 0; }',
	initLegendRow: '{}',
	bandFillClipDirs: '{ return [0, 0]; }',
	clipBandLine: '{}',
	delSeries: '{}',
	addSeries: '{}',
	mouseDown: '{}',
	mouseUp: '{}',
	dblClick: '{}',
	setSeries: '{}',
	setFocus: '{}',
	setLegend: '{}',
};

/** Settings of uPlot that are the same in every plot of ours: as constants, they take their other branches with them. */
const SETTLED = {
	'const mode = u.mode;': 'const mode = 1;',
	'let mode = self.mode;': 'const mode = 1;',
	'const mode = self.mode;': 'const mode = 1;',
	'const showLegend = legend.show;': 'const showLegend = false;',
	'if (src != null) {': 'if (false) {',
};

const trimPlot = {
	name: 'trim-uplot',
	transform(code, id) {
		if (!id.endsWith('uPlot.esm.js')) return null;
		const edits = [];
		const visit = (node) => {
			if (node === null || typeof node !== 'object') return;
			if (node.type === 'FunctionDeclaration' && Object.hasOwn(UNREACHED, node.id.name)) {
				edits.push({ name: node.id.name, start: node.body.start, end: node.body.end });
				return;
			}
			for (const child of Object.values(node)) visit(child);
		};
		visit(this.parse(code));
		const missing = Object.keys(UNREACHED).filter((name) => !edits.some((edit) => edit.name === name));
		if (missing.length > 0) this.error(`uPlot no longer has: ${missing.join(', ')}`);
		const trimmed = edits
			.sort((a, b) => b.start - a.start)
			.reduce((text, { name, start, end }) => text.slice(0, start) + UNREACHED[name] + text.slice(end), code);
		const settled = Object.entries(SETTLED).reduce((text, [from, to]) => {
			if (text.split(from).length !== 2) this.error(`uPlot no longer has, just once: ${from}`);
			return text.replace(from, to);
		}, trimmed);
		return { code: settled, map: null };
	},
};

/**
 * Everything is in hashed chunks that never change; the build adds the small `chartwire.mjs` that names the first of
 * them. Input is what tsc has compiled.
 */
export default {
	input: { main: 'dist/widget/define.js' },
	plugins: [
		nodeResolve({ browser: true }),
		trimPlot,
		collapseTemplates,
		terser({ module: true, ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, format: { comments: false } }),
	],
	output: {
		dir: 'dist/browser',
		format: 'es',
		entryFileNames: 'chunks/[name]-[hash].mjs',
		onlyExplicitManualChunks: true,
		// What every drawing shares is one file, not five.
		manualChunks: (id) =>
			/sql-chart\/(frame-kit|drawing-controller)|drawing-theme|drawing\/(adopt|choose|drawing|format)\.js/.test(id)
				? 'frame'
				: undefined,
		banner: '/*! Licences: ../licenses.txt */',
		chunkFileNames: 'chunks/[name]-[hash].mjs',
		hoistTransitiveImports: false,
	},
	onwarn(warning) {
		throw new Error(`rollup: ${warning.message}`);
	},
};
