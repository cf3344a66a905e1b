/** Every fenced block of the documents, and what stands before it: nothing of them is run here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slugOf } from '../../demo/docs/render.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Snippet {
	/** From the root, such as `docs/tokens.md`. */
	readonly file: string;
	/** Of its first line, from 1. */
	readonly line: number;
	/** `html`, `sh`, …; '' where the fence says none. */
	readonly language: string;
	readonly text: string;
	/** What an HTML comment right before it says, such as `python`; '' without one. */
	readonly mark: string;
	/** Where it is: the file, the anchor of its section, and its place there from the second on. */
	readonly id: string;
}

const FENCE = /^\s*```(\S*)/;
const MARK = /^<!-- (.+) -->$/;
const HEADING = /^#{1,6} (.+)$/;

export function snippetsIn(file: string, text: string): readonly Snippet[] {
	const found: Snippet[] = [];
	const slugs = new Map<string, number>();
	const inSection = new Map<string, number>();
	let section = '';
	let open: { readonly line: number; readonly language: string; readonly mark: string } | undefined;
	const lines = text.split('\n');
	for (const [index, line] of lines.entries()) {
		const fence = FENCE.exec(line);
		if (fence === null) {
			const heading = open === undefined ? HEADING.exec(line)?.[1] : undefined;
			if (heading !== undefined) section = slugOf(heading.replaceAll('`', ''), slugs);
		} else if (open === undefined) {
			open = { line: index + 2, language: fence[1] ?? '', mark: MARK.exec(lines[index - 1] ?? '')?.[1] ?? '' };
		} else {
			const count = (inSection.get(section) ?? 0) + 1;
			inSection.set(section, count);
			const id = `${file}#${section}${count === 1 ? '' : `/${count}`}`;
			found.push({ file, ...open, id, text: lines.slice(open.line - 1, index).join('\n') });
			open = undefined;
		}
	}
	if (open !== undefined) throw new Error(`${file}:${open.line - 1}: this block is never closed.`);
	return found;
}

/** The documents, and what else of the repository is read as one. */
export const documents = (): readonly string[] => [
	'README.md',
	'ARCHITECTURE.md',
	'CONTRIBUTING.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.sort()
		.map((name) => `docs/${name}`),
];

export const allSnippets = (): readonly Snippet[] =>
	documents().flatMap((file) => snippetsIn(file, readFileSync(join(ROOT, file), 'utf8')));
