/** The element in the templates of a framework, with the package from npm in place of the server's script. Pure. */
import type { Params } from './chart-types.ts';
import { type Embedded, elementCode, hasAny, heightOf, TOKEN_ENDPOINT } from './embed-code.ts';

export const FRAMEWORKS = [
	{ framework: 'page', title: 'HTML' },
	{ framework: 'react', title: 'React 19' },
	{ framework: 'vue', title: 'Vue' },
	{ framework: 'svelte', title: 'Svelte 5' },
] as const;
export type Framework = (typeof FRAMEWORKS)[number]['framework'];

/** The same in HTML, JSX and both kinds of templates: names are plain, and addresses have no quotes. */
function attributesOf({ origin, kind, name, look }: Embedded): readonly string[] {
	return [
		`${kind}="${name}"`,
		`server="${origin}"`,
		`token-endpoint="${TOKEN_ENDPOINT}"`,
		...(look.theme === 'auto' ? [] : [`theme="${look.theme}"`]),
		...(look.isTaken ? [] : ['exports="none"']),
		...(look.isKept ? ['persist'] : []),
	];
}

const styleOf = (embedded: Embedded): readonly string[] => {
	const height = heightOf(embedded);
	return height === undefined ? [] : [`style="--chartwire-height: ${height}"`];
};

/** As an expression within single quotes and within an attribute: neither a quote nor a reference ends or changes it. */
const quotable = (params: Params): string =>
	JSON.stringify(params).replace(/['&<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

function elementOf({ kind }: Embedded, attributes: readonly string[], indent: string): string {
	const inner = attributes.map((each) => `\n${indent}\t${each}`).join('');
	return `${indent}<sql-${kind}${inner}\n${indent}></sql-${kind}>`;
}

/** `by-region` is `ByRegion`; what begins with a digit gets a letter before it. */
function componentName(name: string): string {
	const words = name.split(/[^a-z0-9]+/i).filter((word) => word !== '');
	const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
	return /^[A-Z]/.test(joined) ? joined : `Chart${joined}`;
}

function react(embedded: Embedded): string {
	const { name, params } = embedded;
	const height = heightOf(embedded);
	const attributes = [
		...attributesOf(embedded),
		...(hasAny(params) ? [`params={${JSON.stringify(params)}}`] : []),
		...(height === undefined ? [] : [`style={{ '--chartwire-height': '${height}' } as React.CSSProperties}`]),
	];
	const using = height === undefined ? '' : "import type React from 'react';\n";
	return `${using}import 'chartwire/define';\nimport type {} from 'chartwire/react';\n\nexport const ${componentName(name)} = () => (\n${elementOf(embedded, attributes, '\t')}\n);`;
}

function vue(embedded: Embedded): string {
	const { params } = embedded;
	const attributes = [
		...attributesOf(embedded),
		...(hasAny(params) ? [`:params='${quotable(params)}'`] : []),
		...styleOf(embedded),
	];
	return `<script setup lang="ts">\nimport 'chartwire/define';\nimport type {} from 'chartwire/vue';\n</script>\n\n<template>\n${elementOf(embedded, attributes, '\t')}\n</template>`;
}

function svelte(embedded: Embedded): string {
	const { params } = embedded;
	const attributes = [
		...attributesOf(embedded),
		...(hasAny(params) ? [`params={${quotable(params)}}`] : []),
		...styleOf(embedded),
	];
	return `<script lang="ts">\n\timport 'chartwire/define';\n\timport type {} from 'chartwire/svelte';\n</script>\n\n${elementOf(embedded, attributes, '')}`;
}

const WRITERS: Readonly<Record<Framework, (embedded: Embedded) => string>> = { page: elementCode, react, vue, svelte };

export const frameworkCode = (framework: Framework, embedded: Embedded): string => WRITERS[framework](embedded);
