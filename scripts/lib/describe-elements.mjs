/**
 * Describes the elements for editors and other tools: dist/custom-elements.json (the Custom Elements Manifest, schema 1)
 * and dist/html-custom-data.json (what VS Code completes in HTML), both from the sources by the manifest's own analyzer.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const isPublic = ({ privacy, name }) => !['private', 'protected'].includes(privacy) && !name.startsWith('#');

/** The classes are registered by define.ts, each by the name of its file. */
function settle(module) {
	const path = `dist/${module.path.replace(/\.ts$/, '.js')}`;
	const tagName = basename(module.path, '.ts');
	const declarations = module.declarations
		.filter(({ customElement }) => customElement)
		.map((element) => ({ ...element, tagName, members: element.members?.filter(isPublic) }));
	const exports = module.exports
		.filter(({ name }) => declarations.some((element) => element.name === name))
		.map((each) => ({ ...each, declaration: { ...each.declaration, module: path } }));
	const defined = declarations.map(({ name }) => ({
		kind: 'custom-element-definition',
		name: tagName,
		declaration: { name, module: path },
	}));
	return { ...module, path, declarations, exports: [...exports, ...defined] };
}

/** The texts that a type names, for an editor to choose from. */
function valuesOf({ type }, unions) {
	return (unions.get(type?.text.split(' ')[0]) ?? []).map((name) => ({ name }));
}

function customData(modules, unions) {
	const tags = modules
		.flatMap(({ declarations }) => declarations)
		.map(({ tagName, description, attributes = [] }) => ({
			name: tagName,
			description: { kind: 'markdown', value: description },
			attributes: attributes.map((attribute) => ({
				name: attribute.name,
				...(attribute.description ? { description: attribute.description } : {}),
				...(attribute.type?.text === 'boolean' ? { valueSet: 'v' } : {}),
				...(valuesOf(attribute, unions).length > 0 ? { values: valuesOf(attribute, unions) } : {}),
			})),
		}));
	return { version: 1.1, tags };
}

/** Types that are named, with the texts that they consist of, as tsc has compiled them. */
async function unionsOf(root) {
	const compiled = (file) => import(pathToFileURL(join(root, 'dist/widget', file)).href);
	const { DRAWING_TYPES } = await compiled('drawing/drawing.js');
	const { FILTER_TYPES } = await compiled('elements/sql-filter/filter-value.js');
	return new Map([
		['DrawingType', DRAWING_TYPES],
		['FilterType', FILTER_TYPES],
	]);
}

/** The manifest of the elements, from their sources. @param folder Where the analyzer may leave its own. */
export function manifestOf(root, folder) {
	const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
	const outdir = relative(root, folder);
	const { status, stderr } = spawnSync(process.execPath, [analyzer, 'analyze', '--outdir', outdir], {
		cwd: root,
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(`the elements could not be described: ${stderr}`);
	const manifest = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8'));
	const modules = manifest.modules.map(settle).filter(({ declarations }) => declarations.length > 0);
	return { ...manifest, modules };
}

/** Writes both; what tsc makes of the widget is there already. */
export async function describeElements(root) {
	const dist = join(root, 'dist');
	const write = (name, content) => writeFileSync(join(dist, name), `${JSON.stringify(content, null, '\t')}\n`);
	const manifest = manifestOf(root, dist);
	write('custom-elements.json', manifest);
	write('html-custom-data.json', customData(manifest.modules, await unionsOf(root)));
}
