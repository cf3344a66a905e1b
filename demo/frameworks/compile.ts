/** The examples as a browser reads them, each compiled by its framework's own compiler when it is first asked for. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export const FRAMEWORKS = { plain: 'plain HTML', react: 'React', vue: 'Vue', svelte: 'Svelte' } as const;
export type Framework = keyof typeof FRAMEWORKS;

const ENTRIES: Readonly<Record<Framework, string>> = {
	plain: 'plain.js',
	react: 'react.tsx',
	vue: 'vue.js',
	svelte: 'svelte.js',
};

const vue: Plugin = {
	name: 'vue',
	setup(build) {
		build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
			const { compileScript, parse } = await import('vue/compiler-sfc');
			const { descriptor, errors } = parse(await readFile(path, 'utf8'), { filename: path });
			if (errors.length > 0) return { errors: errors.map(({ message }) => ({ text: message })) };
			const templateOptions = { compilerOptions: { isCustomElement: (tag: string) => tag.startsWith('sql-') } };
			const { content } = compileScript(descriptor, { id: 'sales', inlineTemplate: true, templateOptions });
			return { contents: content, loader: 'ts' };
		});
	},
};

const svelte: Plugin = {
	name: 'svelte',
	setup(build) {
		build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
			const { compile } = await import('svelte/compiler');
			const { js } = compile(await readFile(path, 'utf8'), { filename: path, generate: 'client' });
			return { contents: js.code, loader: 'js' };
		});
	},
};

const compiled = new Map<Framework, Promise<string>>();

/** One file and what it imports, as a module for a browser. @throws Error when it does not compile. */
export async function bundle(file: string): Promise<string> {
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		entryPoints: [file],
		bundle: true,
		write: false,
		minify: true,
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		conditions: ['browser', 'production'],
		define: {
			'process.env.NODE_ENV': '"production"',
			__VUE_OPTIONS_API__: 'false',
			__VUE_PROD_DEVTOOLS__: 'false',
			__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
		},
		plugins: [vue, svelte],
		logLevel: 'silent',
	});
	return outputFiles[0]?.text ?? '';
}

/** @throws Error when an example does not compile. */
export function scriptOf(framework: Framework): Promise<string> {
	const script = compiled.get(framework) ?? bundle(FOLDER + ENTRIES[framework]);
	compiled.set(framework, script);
	return script;
}
