/**
 * Builds dist/: tsc for server and widget, the server's SQL and Lua beside it, and the browser's bundle by rollup.
 * When no input has changed since the last build it does nothing. Prints one line on what it did.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describeElements } from './lib/describe-elements.mjs';
import { renderHelp } from './lib/render-help.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'dist');
const BROWSER = join(DIST, 'browser');
const STAMP = join(DIST, '.inputs');
/** What the doctor refers to: served beside it, so that its links lead somewhere. */
const HELP = 'docs/troubleshooting.md';
const FILES = [
	...[
		'package.json',
		'package-lock.json',
		'tsconfig.json',
		'tsconfig.build.json',
		'rollup.config.mjs',
		'custom-elements-manifest.config.mjs',
		HELP,
	],
	...[
		'build',
		'lib/trim',
		'lib/trim-lit',
		'lib/fill-template',
		'lib/trim-uplot',
		'lib/trim-uplot-dropped',
		'lib/settle-echarts',
		'lib/describe-elements',
		'lib/render-help',
	].map((name) => `scripts/${name}.mjs`),
];
const OUTPUTS = [
	...[
		'chartwire.mjs',
		'chartwire.js',
		'chartwire-inspector.mjs',
		'replay.mjs',
		'replay.html',
		'embed.mjs',
		'doctor.mjs',
		'share.mjs',
		'troubleshooting.html',
		'workshop.mjs',
		'workshop.css',
		'integrity.json',
	].map((name) => `browser/${name}`),
	...['widget/define.js', 'sizes', 'custom-elements.json', 'html-custom-data.json'],
];

/** Every file below a folder of the project, in an order of its own. */
function filesBelow(folder) {
	if (!existsSync(join(ROOT, folder))) return [];
	return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)))
		.sort();
}

function hashOfInputs() {
	const hash = createHash('sha256');
	for (const file of [...FILES, ...filesBelow('widget'), ...filesBelow('server'), ...filesBelow('workshop')]) {
		hash.update(`${file}\0`).update(existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file)) : '');
	}
	return hash.digest('hex');
}

function compile() {
	// A file that is no longer in the sources must not be published; the browser's older chunks stay, for pages open now.
	for (const folder of ['server', 'widget', 'workshop']) rmSync(join(DIST, folder), { recursive: true, force: true });
	const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
	const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
	if (status !== 0) throw new Error('the types do not hold; see the lines above');
}

/** What tsc leaves behind: SQL, Lua, the sign-in pages, and whatever else the server reads at run time. */
function copyServerFiles() {
	const files = filesBelow('server').filter(
		(file) => /\.(sql|lua|css|js|json)$/.test(file) || file.includes('/migrations/'),
	);
	for (const file of files.filter((file) => !file.endsWith('.ts'))) {
		mkdirSync(dirname(join(DIST, file)), { recursive: true });
		cpSync(join(ROOT, file), join(DIST, file));
	}
}

/** What npm does for whoever installs the package: its commands can be run. */
function makeCommandsRunnable() {
	for (const file of ['cli.js', 'main.js']) chmodSync(join(DIST, 'server', file), 0o755);
}

/** A chunk with everything that it imports statically. */
function closure(chunks, start, found = new Set()) {
	if (found.has(start)) return found;
	found.add(start);
	for (const next of chunks.get(start)?.imports ?? []) closure(chunks, next, found);
	return found;
}

/** Keeps copies of just the chunks that a page loads, for size-limit: the folder of chunks holds older ones too. */
function writeSizes(name, files) {
	const folder = join(DIST, 'sizes', name);
	mkdirSync(folder, { recursive: true });
	let bytes = 0;
	for (const file of files) {
		cpSync(join(BROWSER, file), join(folder, file.replaceAll('/', '-')));
		bytes += gzipSync(readFileSync(join(BROWSER, file)), { level: 9 }).length;
	}
	return `${(bytes / 1000).toFixed(1)} kB`;
}

const LOADER = `(function () {
	var script = document.currentScript;
	if (!script || !script.src) throw new Error('chartwire.js must be loaded by <script src>; in modules, import chartwire.mjs');
	import(new URL('chartwire.mjs', script.src).href);
})();
`;

/** Writes a file in one step, so that nobody who reads it meanwhile sees half of it. */
function writeWhole(file, text) {
	writeFileSync(`${file}.new`, text);
	renameSync(`${file}.new`, file);
}

/** Packages whose shapes are packed into files of the widget. */
const PACKED = ['us-atlas', 'world-atlas'];

/** The licences of the packages that are in the bundle, whose notices the chunks refer to. */
function writeLicenses(output) {
	const modules = output.flatMap(({ modules = {} }) => Object.keys(modules));
	const found = modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
	const names = new Set([...found, ...PACKED]);
	const texts = [...names].sort().map((name) => {
		const file = join(ROOT, 'node_modules', name, 'LICENSE');
		return `${name}\n\n${existsSync(file) ? readFileSync(file, 'utf8') : 'see its package'}`;
	});
	writeWhole(join(BROWSER, 'licenses.txt'), texts.join(`\n${'-'.repeat(80)}\n`));
}

/** Pages that are open may still ask for the chunks of earlier builds: those stay in the folder for half a year. */
const KEEP_CHUNKS_MS = 180 * 86_400_000;

function dropOldChunks(chunks) {
	for (const name of readdirSync(join(BROWSER, 'chunks'))) {
		const file = join(BROWSER, 'chunks', name);
		const isOld = Date.now() - statSync(file).mtimeMs > KEEP_CHUNKS_MS;
		if (isOld && !chunks.has(`chunks/${name}`)) rmSync(file);
	}
}

async function rollUp(config) {
	const { rollup } = await import('rollup');
	const build = await rollup(config);
	const { output } = await build.write(config.output);
	await build.close();
	return output;
}

/** The inspector, the pages that are served as they are, and the themes. */
async function bundleTools(config) {
	const output = await rollUp(config);
	const nameOf = {
		inspector: 'chartwire-inspector.mjs',
		replay: 'replay.mjs',
		embed: 'embed.mjs',
		doctor: 'doctor.mjs',
		share: 'share.mjs',
	};
	for (const { isEntry, name, fileName } of output) {
		const before = ['embed', 'doctor', 'share'].includes(name) ? `import './chartwire.mjs';\n` : '';
		if (isEntry) writeWhole(join(BROWSER, nameOf[name]), `${before}import './${fileName}';\n`);
	}
	for (const file of ['replay.html', 'replay.css', 'embed.css', 'doctor.css', 'share.css', 'themes.css']) {
		writeWhole(join(BROWSER, file), readFileSync(join(ROOT, 'widget/pages', file), 'utf8'));
	}
	writeWhole(join(BROWSER, 'troubleshooting.html'), renderHelp(readFileSync(join(ROOT, HELP), 'utf8')));
	return output;
}

async function bundleWorkshop(config) {
	const output = await rollUp(config);
	const { fileName } = output.find(({ isEntry }) => isEntry);
	writeWhole(join(BROWSER, 'workshop.mjs'), `import './${fileName}';\n`);
	writeWhole(join(BROWSER, 'workshop.css'), workshopStyles());
	return output;
}

/** A style sheet with those that it imports in their places. */
function withImports(file) {
	return readFileSync(file, 'utf8').replace(/@import url\('([^']+)'\)( layer\([^)]*\))?;/g, (_, path) =>
		withImports(join(dirname(file), path)),
	);
}

/** Web Awesome's measures and colours, and the workshop's own, which win. */
const workshopStyles = () =>
	[
		withImports(join(ROOT, 'node_modules/@awesome.me/webawesome/dist/styles/themes/default.css')),
		readFileSync(join(ROOT, 'workshop/workshop.css'), 'utf8'),
	].join('\n');

/**
 * What a page's author may hold the script to (Subresource Integrity): of the entries for the attribute `integrity`, and of
 * each chunk of this build for the part `integrity` of an import map.
 */
function writeIntegrity(chunks) {
	const entries = [
		...['chartwire.mjs', 'chartwire.js', 'chartwire-inspector.mjs', 'embed.mjs', 'doctor.mjs', 'share.mjs'],
		'themes.css',
	];
	const hashOf = (file) =>
		`sha384-${createHash('sha384')
			.update(readFileSync(join(BROWSER, file)))
			.digest('base64')}`;
	const hashes = [...entries, ...chunks].map((file) => [file, hashOf(file)]);
	writeWhole(join(BROWSER, 'integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, '\t')}\n`);
}

async function bundle() {
	const { default: config, tools, workshop } = await import(pathToFileURL(join(ROOT, 'rollup.config.mjs')).href);
	const output = await rollUp(config);
	const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
	const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
	const chunkOf = (module) =>
		[...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/${module}`)));
	const lazy = ['drawing/uplot.js', 'sql-chart/frame-kit.js'].map(chunkOf);
	const ofDashboard = ['define-rest.js', 'dashboard-kit.js', 'filter-kit.js'].map(chunkOf);
	if (!entry || [...lazy, ...ofDashboard].includes(undefined))
		throw new Error('the bundle lacks its entry, or what draws lines');
	writeWhole(join(BROWSER, 'chartwire.mjs'), `export * from './${entry.fileName}';\n`);
	writeWhole(join(BROWSER, 'chartwire.js'), LOADER);
	const workshopChunks = await bundleWorkshop(workshop);
	const toolChunks = [...(await bundleTools(tools)), ...workshopChunks];
	writeLicenses([...output, ...toolChunks]);
	const names = new Set([...chunks.keys(), ...toolChunks.map(({ fileName }) => fileName)]);
	writeIntegrity([...names].sort());
	dropOldChunks(names);
	rmSync(join(DIST, 'sizes'), { recursive: true, force: true });
	const first = ['chartwire.mjs', ...closure(chunks, entry.fileName)];
	const line = [...new Set([...first, ...lazy.flatMap(({ fileName }) => [...closure(chunks, fileName)])])];
	const board = new Set([...line, ...ofDashboard.flatMap(({ fileName }) => [...closure(chunks, fileName)])]);
	writeSizes('dashboard', [...board]);
	const ofWorkshop = new Map(workshopChunks.map((chunk) => [chunk.fileName, chunk]));
	const [{ fileName: begin }] = workshopChunks;
	writeSizes('workshop', [...first, 'workshop.mjs', ...closure(ofWorkshop, begin)]);
	return `${writeSizes('first', first)} before the first chart, ${writeSizes('line', line)} with a line`;
}

async function build() {
	const started = performance.now();
	const inputs = hashOfInputs();
	const took = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;
	const same = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs;
	if (same && OUTPUTS.every((file) => existsSync(join(DIST, file)))) {
		console.log(`build: nothing has changed (${took()})`);
		return;
	}
	rmSync(STAMP, { force: true });
	compile();
	copyServerFiles();
	makeCommandsRunnable();
	await describeElements(ROOT);
	const sizes = await bundle();
	writeFileSync(STAMP, inputs);
	console.log(`build: server, widget and browser bundle in ${took()}; ${sizes}, gzipped`);
}

process.chdir(ROOT);
build().catch((error) => {
	console.error(`build failed: ${error.message}`);
	process.exitCode = 1;
});
