/** The tiles of the gallery's page. */
import { escapeHtml } from '../html.ts';
import type { GalleryExample } from './example.ts';
import { GALLERY, galleryChart } from './gallery.ts';

/** What stands in a page of one's own, with the server's address as the page's script has it. */
const snippetOf = (example: GalleryExample): string =>
	`<sql-chart chart="${galleryChart(example)}" token="…"></sql-chart>`;

function code(id: string, title: string, text: string): string {
	return `<details name="${id}"><summary>${title}</summary><div class="code"><button type="button" data-copy="${id}-${title.toLowerCase()}">Copy</button><pre tabindex="0"><code id="${id}-${title.toLowerCase()}">${escapeHtml(text)}</code></pre></div></details>`;
}

function tile(example: GalleryExample, token: string): string {
	const { name, family, note, sql, spec } = example;
	return `<article class="tile" id="${name}" aria-labelledby="${name}-title"><h3 id="${name}-title"><a href="#${name}">${escapeHtml(family)}</a></h3><p>${escapeHtml(note)}</p><sql-chart data-type="${spec.type ?? ''}" chart="${galleryChart(example)}" token="${token}"></sql-chart><div class="codes">${code(name, 'SQL', sql)}${code(name, 'Specification', JSON.stringify(spec, undefined, 2))}${code(name, 'HTML', snippetOf(example))}</div></article>`;
}

export function galleryHtml(token: string): string {
	return GALLERY.map(({ id, title, examples }) => {
		const tiles = examples.map((example) => tile(example, token)).join('\n');
		return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2><div class="tiles">${tiles}</div></section>`;
	}).join('\n');
}

export function galleryLinks(): string {
	return GALLERY.map(({ id, title }) => `<a href="#${id}">${escapeHtml(title)}</a>`).join('');
}
