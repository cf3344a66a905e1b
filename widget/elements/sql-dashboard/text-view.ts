import { html, render, type TemplateResult } from 'lit';
import { type Block, blocksOf, type Inline } from './markup.ts';

type Part = string | TemplateResult;

function partOf(inline: Inline): Part {
	switch (inline.kind) {
		case 'text':
			return inline.text;
		case 'bold':
			return html`<strong>${inline.of.map(partOf)}</strong>`;
		case 'italic':
			return html`<em>${inline.of.map(partOf)}</em>`;
		case 'link':
			return html`<a href=${inline.href} target="_blank" rel="noopener noreferrer">${inline.of.map(partOf)}</a>`;
	}
}

function templateOf(block: Block): TemplateResult {
	if (block.kind === 'paragraph') return html`<p>${block.of.map(partOf)}</p>`;
	return html`<ul>${block.items.map((item) => html`<li>${item.map(partOf)}</li>`)}</ul>`;
}

/** Draws a text of light mark-up. Each part is a text or an element of ours: nothing of it is ever read as HTML. */
export function drawText(box: HTMLElement, text: string): void {
	render(html`${blocksOf(text).map(templateOf)}`, box);
}
