/** One document as HTML: headings that can be linked to as on GitHub, tables that scroll, code that can be copied. */
import MarkdownIt from 'markdown-it';
import { escapeHtml } from '../html.ts';

const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

export interface Heading {
	readonly level: number;
	readonly id: string;
	readonly text: string;
}

export interface Rendered {
	readonly html: string;
	readonly headings: readonly Heading[];
}

/** GitHub's rule for anchors: small letters, no punctuation, hyphens for blanks; what comes again is counted. */
export function slugOf(text: string, seen: Map<string, number>): string {
	const base = text
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
		.replaceAll(' ', '-');
	const times = seen.get(base) ?? 0;
	seen.set(base, times + 1);
	return times === 0 ? base : `${base}-${times}`;
}

const plainText = (inline: Token | null | undefined): string =>
	(inline?.children ?? [])
		.filter(({ type }) => type === 'text' || type === 'code_inline')
		.map(({ content }) => content)
		.join('');

/** Gives each heading its id. */
function nameHeadings(tokens: readonly Token[]): Heading[] {
	const seen = new Map<string, number>();
	const headings: Heading[] = [];
	for (const [index, token] of tokens.entries()) {
		if (token.type !== 'heading_open') continue;
		const text = plainText(tokens[index + 1]);
		const id = slugOf(text, seen);
		token.attrSet('id', id);
		headings.push({ level: Number(token.tag.slice(1)), id, text });
	}
	return headings;
}

/** A heading without a word names no column: it is a cell like others. */
function bareCells(tokens: readonly Token[]): void {
	for (const [index, token] of tokens.entries()) {
		const close = tokens[index + 2];
		if (token.type !== 'th_open' || tokens[index + 1]?.content !== '' || close === undefined) continue;
		token.tag = 'td';
		close.tag = 'td';
	}
}

/** @param addressOf Where a link leads as a page; undefined where there is none, and its words are left. */
function rewriteLinks(tokens: readonly Token[], addressOf: (href: string) => string | undefined): void {
	const inlines = tokens.flatMap(({ children }) => children ?? []);
	let isDead = false;
	for (const token of inlines) {
		if (token.type === 'image') token.attrSet('src', addressOf(String(token.attrGet('src'))) ?? '');
		if (token.type === 'link_open') {
			const address = addressOf(String(token.attrGet('href')));
			isDead = address === undefined;
			if (address === undefined) token.attrs = null;
			else token.attrSet('href', address);
		}
		if (isDead && token.type.startsWith('link_')) token.tag = 'span';
		if (token.type === 'link_close') isDead = false;
	}
}

const { rules } = markdown.renderer;
/** Each heading below the title is a link to itself. */
rules['heading_open'] = (tokens, index) => {
	const { tag = 'h2', attrGet } = tokens[index] ?? {};
	const id = escapeHtml(String(attrGet?.call(tokens[index], 'id')));
	return tag === 'h1' ? '<h1>' : `<${tag} id="${id}"><a class="anchor" href="#${id}">`;
};
rules['heading_close'] = (tokens, index) => {
	const tag = tokens[index]?.tag ?? 'h2';
	return tag === 'h1' ? '</h1>\n' : `</a></${tag}>\n`;
};
rules['table_open'] = () => '<div class="table" role="group" aria-label="A table" tabindex="0"><table>\n';
rules['table_close'] = () => '</table></div>\n';
rules['html_block'] = (tokens, index) => (tokens[index]?.content ?? '').replace(/<!--[\s\S]*?-->\s*/g, '');
rules['fence'] = (tokens, index) => {
	const { content = '', info = '' } = tokens[index] ?? {};
	const language = escapeHtml(info.trim());
	const id = `code-${index}`;
	return `<div class="code" data-language="${language}"><button type="button" data-copy="${id}">Copy</button><pre tabindex="0"><code id="${id}">${escapeHtml(content)}</code></pre></div>\n`;
};

/** Renders Markdown. Its HTML is left as it is: the documents are our own. */
export function renderDoc(text: string, addressOf: (href: string) => string | undefined): Rendered {
	const env = {};
	const tokens = markdown.parse(text, env);
	rewriteLinks(tokens, addressOf);
	bareCells(tokens);
	const headings = nameHeadings(tokens);
	return { html: markdown.renderer.render(tokens, markdown.options, env), headings };
}
