import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Plugin } from 'rollup';
import { parseAst } from 'rollup/parseAst';

const ROOT = new URL('../../', import.meta.url);
const { trim } = await import(new URL('scripts/lib/trim.mjs', ROOT).href);
const { trimLit }: { trimLit: readonly Plugin[] } = await import(new URL('scripts/lib/trim-lit.mjs', ROOT).href);
const { trimPlot }: { trimPlot: Plugin } = await import(new URL('scripts/lib/trim-uplot.mjs', ROOT).href);

/** What a plugin makes of a module, as rollup would ask it. @throws Error when the plugin ends the build. */
function built(plugin: Plugin, code: string, id: string): string {
	const context = {
		parse: parseAst,
		error: (message: string) => {
			throw new Error(message);
		},
	};
	const { transform } = plugin;
	if (typeof transform !== 'function') throw new Error(`${plugin.name} transforms nothing`);
	const result: unknown = Reflect.apply(transform, context, [code, id]);
	return (result as { code: string } | null)?.code ?? code;
}

const LIBRARY = `// v1
function unused(a) {
	return a;
}
const options = {
	live: true,
	shown: 1,
};
if (options.live) {
	unused(1);
}
const kept = me.mode == 1 ? 'one' : 'two';
const twice = [me.mode == 1, some.me.mode == 1];
`;

const list = () =>
	trim('library.js', {
		version: '// v1',
		bodies: { unused: '{}' },
		dropped: ['live: true', 'if (options.live) {'],
		replaced: { 'const kept': 'const left' },
		settled: { 'me.mode == 1': ['true', 2] },
	});

test('what is on the list of a library is emptied, dropped, replaced or settled, and nothing else', () => {
	const lines = built(list(), LIBRARY, '/x/library.js')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && line !== ';');
	assert.deepEqual(lines, [
		'// v1',
		'function unused(a) {}',
		'const options = {',
		'shown: 1,',
		'};',
		"const left = true ? 'one' : 'two';",
		'const twice = [true, some.me.mode == 1];',
	]);
	assert.equal(built(list(), LIBRARY, '/x/other.js'), LIBRARY);
});

for (const [from, to] of [
	['// v1', '// v2'],
	['function unused', 'function used'],
	['live: true', 'live: false'],
	['if (options.live)', 'if (!options.live)'],
	['const kept', 'let kept'],
	['[me.mode == 1', '[me.mode != 1'],
	['shown: 1', 'more: { live: true }'],
	['shown: 1', 'shown: me.mode == 1'],
] as const) {
	test(`the build ends when the library has ${to} in place of ${from}`, () => {
		assert.throws(() => built(list(), LIBRARY.replace(from, to), '/x/library.js'), /library\.js no longer has/);
	});
}

test('another version of uPlot or of lit ends the build', () => {
	const files: Readonly<Record<string, readonly Plugin[]>> = {
		'uplot/dist/uPlot.esm.js': [trimPlot],
		'lit-html/lit-html.js': trimLit,
		'lit-element/lit-element.js': trimLit,
		'@lit/reactive-element/reactive-element.js': trimLit,
	};
	for (const [file, plugins] of Object.entries(files)) {
		const path = new URL(`node_modules/${file}`, ROOT).pathname;
		const code = readFileSync(path, 'utf8');
		const trimmed = (text: string) => plugins.reduce((before, plugin) => built(plugin, before, path), text);
		// What lit gets in return makes it no longer.
		assert.ok(trimmed(code).length < code.length * (file.startsWith('lit-html/') ? 1 : 0.85), `${file} is trimmed`);
		const next = code.replace(
			/(\d+\.\d+\.)(\d+)(?=\)|")/,
			(_, start: string, last: string) => start + (Number(last) + 1),
		);
		assert.notEqual(next, code, file);
		assert.throws(() => trimmed(next), /no longer has/, file);
	}
});

const ELEMENT = `import { html, LitElement } from 'lit';
export class Thing extends LitElement {
    static properties = {
        server: {},
        params: { converter: jsonOf },
        client: { attribute: false },
    };
    /** Loaded by <script src>. */
    render() {
        return html\`<p class="\${a} \${b}" title=\${c} @click=\${() => d()}>\${e}</p><textarea .value=\${f}></textarea>\`;
    }
}
`;

test('elements may use what lit keeps', () => {
	for (const plugin of trimLit) assert.equal(built(plugin, ELEMENT, '/dist/widget/thing.js'), ELEMENT);
});

for (const [from, to] of [
	["from 'lit'", "from 'lit/directives/ref.js'"],
	['html, LitElement', 'noChange, LitElement'],
	['<p class', '<!-- one --><p class'],
	['<p class', '<style>p {}</style><p class'],
	[' title=', ' $' + '{ref(g)} title='],
	['></textarea>', '>$' + '{g}</textarea>'],
	['server: {}', 'server: { type: Number }'],
	['server: {}', 'server: { state: true }'],
	['server: {}', 'server: { type: Boolean, reflect: true }'],
	['render() {', 'render() { this.removeController(x);'],
	['render() {', 'get server() { return 1; }\n    render() {'],
	['render() {', 'shouldUpdate() { return false; }\n    render() {'],
	['</textarea>', '</textarea><input value=$' + '{g}/>'],
] as const) {
	test(`the build ends when an element has ${to}, which is trimmed from lit`, () => {
		const code = ELEMENT.replace(from, to);
		assert.notEqual(code, ELEMENT);
		assert.throws(() => {
			for (const plugin of trimLit) built(plugin, code, '/dist/widget/thing.js');
		}, /do without/);
	});
}
