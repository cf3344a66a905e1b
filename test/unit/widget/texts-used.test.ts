/**
 * Reads the widget's own code for what viewers read: all of it comes from the dictionary, and all that is in the
 * dictionary is said somewhere.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { parseAst } from 'rollup/parseAst';
import { benchTexts } from '../../../widget/texts/bench.ts';
import { boardTexts } from '../../../widget/texts/boards.ts';
import { familyTexts } from '../../../widget/texts/families.ts';
import { page } from '../../../widget/texts/page.ts';
import { toolTexts } from '../../../widget/texts/tools.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Node {
	readonly type: string;
	readonly [name: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function walk(value: unknown, visit: (node: Node) => void): void {
	if (Array.isArray(value)) for (const each of value) walk(each, visit);
	else if (isNode(value)) {
		visit(value);
		for (const each of Object.values(value)) if (typeof each === 'object') walk(each, visit);
	}
}

function programsOf(folder: string): { file: string; program: Node }[] {
	const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => file.endsWith('.ts') && !(folder === 'widget' && file.startsWith('texts')))
		.map((file) => {
			const source = readFileSync(join(ROOT, folder, file), 'utf8');
			const { code } = transformSync(source, { loader: 'ts', target: 'es2022' });
			return { file: join(folder, file), program: parseAst(code) as unknown as Node };
		});
}

const widget = programsOf('widget');

/** All texts that stand in code, templates without anything in them among them. */
function literalsOf(programs: typeof widget): Set<string> {
	const found = new Set<string>();
	for (const { program } of programs) {
		walk(program, ({ type, value }) => {
			if (type === 'Literal' && typeof value === 'string') found.add(value);
		});
	}
	return found;
}

const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text);
const SPOKEN = /(?:aria-(?:label|description|roledescription|valuetext)|title|placeholder|alt)="([^"]*)"/g;
/** The names of languages and things, which are the same in all. */
const NAMES = ['SQL'];

/** What a viewer would read of a template whatever the language: its own texts, and attributes that are read out. */
function wordsOfTemplate(template: Node): string[] {
	const quasis = (template['quasi'] as Node)['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
	const markup = quasis.map(({ value }) => value.cooked).join('\u0001');
	const attributes = [...markup.matchAll(SPOKEN)].map(([, text = '']) => text);
	const texts = markup
		.replace(/<[^>]*>/g, '\u0001')
		.split('\u0001')
		.map((text) => text.trim());
	return [...attributes, ...texts].filter((text) => hasWords(text) && !NAMES.includes(text));
}

const READ = /^(textContent|innerText|title|placeholder|aria[A-Z]\w*)$/;
const READ_ATTRIBUTE = /^(aria-(label|description|roledescription|valuetext)|title|placeholder)$/;
/** Not read out: switches, and the parts of widgets. */
const SWITCHES = /^aria(Pressed|Expanded|Hidden|Selected)$/;

function wordsGiven(node: Node): string[] {
	const textOf = (value: unknown): string[] => {
		if (!isNode(value)) return [];
		if (value.type === 'Literal') return [String(value['value'])];
		if (value.type === 'ConditionalExpression') return [...textOf(value['consequent']), ...textOf(value['alternate'])];
		if (value.type !== 'TemplateLiteral') return [];
		return (value['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(
			(each) => each.value.cooked,
		);
	};
	if (node.type === 'AssignmentExpression') {
		const name = String(((node['left'] as Node)['property'] as Node | undefined)?.['name'] ?? '');
		return READ.test(name) && !SWITCHES.test(name) ? textOf(node['right']).filter(hasWords) : [];
	}
	const callee = node['callee'] as Node | undefined;
	const [first, second, third] = (node['arguments'] ?? []) as readonly Node[];
	const called = String((callee?.['property'] as Node | undefined)?.['name'] ?? callee?.['name'] ?? '');
	if (called === 'setAttribute' && READ_ATTRIBUTE.test(textOf(first)[0] ?? '')) return textOf(second).filter(hasWords);
	return called === 'make' ? textOf(third).filter(hasWords) : [];
}

test('nothing that a viewer reads stands in a template or is given to an element in one language', () => {
	const found = widget.flatMap(({ file, program }) => {
		// The page that replays a recording is in English, as the page around it is.
		if (file.endsWith('pages/replay.ts')) return [];
		const words: string[] = [];
		walk(program, (node) => {
			const isMarkup = node.type === 'TaggedTemplateExpression' && (node['tag'] as Node)['name'] === 'html';
			words.push(...(isMarkup ? wordsOfTemplate(node) : wordsGiven(node)));
		});
		return words.map((text) => `${file}: ${text}`);
	});
	assert.deepEqual(found, []);
});

test('what the dictionary has is said somewhere', async () => {
	const sections = await Promise.all(
		[page, familyTexts, benchTexts, boardTexts, toolTexts].map((section) => section('de')),
	);
	const texts = sections.flatMap((words) => Object.keys(words ?? {}));
	assert.ok(texts.length > 400);
	const said = literalsOf(widget);
	const codes = literalsOf(programsOf('server'));
	const isSaid = (text: string): boolean => {
		const code = /^error (\w+)$/.exec(text)?.[1];
		if (code === undefined) return said.has(text) || codes.has(text);
		return said.has(code) || codes.has(code);
	};
	const server = readFileSync(join(ROOT, 'server/errors.ts'), 'utf8');
	assert.deepEqual(
		texts.filter((text) => !isSaid(text) && !server.includes(`\t${text.replace('error ', '')}: {`)),
		[],
	);
});
