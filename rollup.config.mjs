import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { settleEcharts } from './scripts/lib/settle-echarts.mjs';
import { trimLit } from './scripts/lib/trim-lit.mjs';
import { trimPlot } from './scripts/lib/trim-uplot.mjs';

/** White space carries no meaning in our `css` and `html` templates; tsc indents code by spaces, and only they have tabs. */
const collapseTemplates = {
	name: 'collapse-templates',
	transform(code, id) {
		if (!/\/(widget|workshop)\//.test(id)) return null;
		const collapsed = code.replace(/\n\t+/g, ' ').replace(/css ?`[^`$]*`/g, (sheet) =>
			sheet
				.replace(/\/\*[\s\S]*?\*\//g, '')
				.replace(/\s+/g, ' ')
				.replace(/ ?([{};,]|> ) ?/g, '$1')
				.replace(/> /g, '>')
				.replace(/\b0\.(\d)/g, '.$1')
				.replace(/` /, '`')
				.replace(/;}/g, '}')
				.replace(/: /g, ':'),
		);
		return { code: collapsed, map: null };
	},
};

/**
 * Properties whose names begin with `_` are those of lit and uPlot that stay within one chunk; ours are `#private`, and
 * the build ends where one of ours reads theirs.
 */
const INNER = /^_[$a-z]/;

const innerNames = {
	name: 'inner-names',
	transform(code, id) {
		if (id.includes('/widget/') && /[\w)\]]\??\._[$a-z]/.test(code))
			this.error('a property of a library with another name in each chunk is read');
		return null;
	},
};

const terserFor = (isOwn) =>
	terser({
		module: true,
		ecma: 2022,
		compress: { passes: 4, unsafe_arrows: isOwn, keep_fargs: false, ...(isOwn && { inline: 1 }) },
		format: { comments: false },
		...(isOwn && { mangle: { properties: { regex: INNER } } }),
	});

const [own, foreign] = [terserFor(true), terserFor(false)];

/** ECharts makes objects by functions that are empty, which an arrow function cannot be. */
const minify = {
	name: 'terser',
	renderChunk(code, chunk, ...rest) {
		const isForeign = Object.keys(chunk.modules).some((id) => /\/node_modules\/(echarts|zrender)\//.test(id));
		return (isForeign ? foreign : own).renderChunk.call(this, code, chunk, ...rest);
	},
};

const plugins = [
	nodeResolve({ browser: true }),
	trimLit,
	trimPlot,
	settleEcharts,
	innerNames,
	collapseTemplates,
	minify,
];

const output = {
	dir: 'dist/browser',
	format: 'es',
	entryFileNames: 'chunks/[name]-[hash].mjs',
	banner: '/*! Licences: ../licenses.txt */',
	chunkFileNames: 'chunks/[name]-[hash].mjs',
	hoistTransitiveImports: false,
	// Nobody changes a binding after its chunk has run, or looks at a namespace.
	externalLiveBindings: false,
	freeze: false,
	generatedCode: { preset: 'es2015', symbols: false },
};

function onwarn(warning) {
	throw new Error(`rollup: ${warning.message}`);
}

const FRAME =
	'frame-kit frame-styles attention behind ticker drawing-controller draw-turn age-words footer-words drawing-theme adopt choose iso-time column-types drawing format intl make'.split(
		' ',
	);

let first;

/** What is loaded before the first chart: the entry, and whatever it imports statically. One chunk compresses better than four. */
function firstOf(getModuleIds, getModuleInfo) {
	if (first) return first;
	const left = [...getModuleIds()].filter((id) => getModuleInfo(id)?.isEntry);
	first = new Set();
	for (let id = left.pop(); id !== undefined; id = left.pop()) {
		if (first.has(id)) continue;
		first.add(id);
		left.push(...(getModuleInfo(id)?.importedIds ?? []));
	}
	return first;
}

/**
 * Everything is in hashed chunks that never change; the build adds the small `chartwire.mjs` that names the first of
 * them. Input is what tsc has compiled.
 */
export default {
	input: { main: 'dist/widget/define.js' },
	// What it exports is not worth a chunk of its own in front of it.
	preserveEntrySignatures: 'allow-extension',
	plugins,
	output: {
		...output,
		onlyExplicitManualChunks: true,
		// What every drawing shares is one file, not five; what plots and small lines share is another.
		manualChunks: (id, { getModuleIds, getModuleInfo }) => {
			if (firstOf(getModuleIds, getModuleInfo).has(id)) return 'main';
			const [, name = ''] = /(sql-chart|shared|drawing)\/([\w-]+)\.js$/.exec(id)?.slice(1) ?? [];
			if (FRAME.includes(name)) return 'frame';
			return /drawing\/(shape|shape-\w+|no-columns|ticks|plot-axes|plot-styles)\.js$/.test(id) ? 'shapes' : undefined;
		},
	},
	onwarn,
};

/**
 * What is for those who look after charts, the inspector and the page that replays a recording, and the scripts of the pages
 * for iframes, of the doctor's and of public links. Bundled by itself, so
 * that no page that only shows charts gets a byte more, or another chunk.
 */
export const tools = {
	input: {
		inspector: 'dist/widget/define-inspector.js',
		replay: 'dist/widget/pages/replay.js',
		embed: 'dist/widget/pages/embed.js',
		doctor: 'dist/widget/pages/doctor.js',
		share: 'dist/widget/pages/share.js',
	},
	plugins,
	output,
	onwarn,
};

/** The parser of sql-formatter is written for scripts and for Node; it exports what it would give to Node. */
const asModule = {
	name: 'as-module',
	transform: (code, id) =>
		id.endsWith('/nearley/lib/nearley.js')
			? { code: `const module = { exports: {} };\n${code}\nexport default module.exports;`, map: null }
			: null,
};

/** The workshop, with the whole of Lit: Web Awesome uses what `trimLit` takes away. Its charts are those of the widget's own bundle. */
export const workshop = {
	input: { workshop: 'dist/workshop/main.js' },
	// The page has loaded it; its connection is the workshop's too.
	external: ['/chartwire.mjs'],
	// They look for what is global at a top-level `this`.
	moduleContext: (id) => (/\/(sql-formatter|nearley)\//.test(id) ? 'globalThis' : undefined),
	plugins: [nodeResolve({ browser: true }), asModule, settleEcharts, collapseTemplates, foreign],
	output,
	onwarn,
};
