/** A chart as an SVG: drawn anew from its rows by what makes the server's pictures, in the colours and fonts of the page. */
import { readable, readableSpec, readableTheme } from '../drawing/echarts-colors.ts';
import { drawingTheme } from '../elements/shared/drawing-theme.ts';
import { painter } from '../families/painter.ts';
import { bringWords, type PictureTheme, pictureOf } from '../families/picture.ts';
import { paperOf } from './paper.ts';
import type { Taken } from './take.ts';

const wordsOf = (root: Element, selector: string): string => root.querySelector(selector)?.textContent?.trim() ?? '';

function themeOf(root: HTMLElement, locale: string | undefined): PictureTheme {
	const probe = root.appendChild(document.createElement('i'));
	probe.style.color = 'var(--warning)';
	const warning = readable(getComputedStyle(probe).color);
	probe.remove();
	const theme = readableTheme(drawingTheme(root, locale));
	// ECharts writes it into an attribute as it is.
	const font = theme.font.replaceAll('"', "'");
	return { ...theme, font, background: readable(paperOf(root)), warning };
}

/** @throws Error when the family has no picture, or ECharts cannot draw it. */
export async function vectorOf({ table, type, look, root }: Taken): Promise<Blob> {
	const { spec, locale } = look;
	await bringWords(locale);
	const { width, height } = root.getBoundingClientRect();
	const svg = pictureOf(painter, {
		title: wordsOf(root, '.heading'),
		table,
		spec: { version: 1, ...(spec && readableSpec(spec)), type },
		footer: wordsOf(root, '.asof, .badge'),
		stale: root.querySelector('.badge') !== null,
		size: { width: Math.round(width), height: Math.round(height) },
		theme: themeOf(root, locale),
	});
	return new Blob([svg], { type: 'image/svg+xml' });
}
