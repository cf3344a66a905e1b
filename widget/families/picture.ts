/**
 * A whole picture as SVG, of what a chart shows in its box: title, the family's drawing, and what is said below it. Made
 * by ECharts without a browser; whoever calls brings ECharts along, with the families that it needs. Pure.
 */
import type { EChartsOption } from 'echarts';
import type { ChartSpec } from '../chart-spec.ts';
import { choose } from '../drawing/choose.ts';
import type { DrawingType, Size, Theme } from '../drawing/drawing.ts';
import { misfit } from '../drawing/misfits.ts';
import type { Table } from '../protocol.ts';
import { familyTexts } from '../texts/families.ts';
import { addSection, say, speak } from '../texts/say.ts';
import { FAMILIES } from './families.ts';
import type { Built, Family } from './family.ts';
import { cutText, estimate, type Measure, scaled } from './text.ts';

/** Of ECharts, what a picture needs. */
export interface Painter {
	init(
		element: null,
		theme: null,
		options: { renderer: 'svg'; ssr: true; width: number; height: number },
	): { setOption(option: EChartsOption): void; renderToSVGString(): string; dispose(): void };
}

export interface PictureTheme extends Theme {
	readonly background: string;
	/** Of the mark of a stale picture. */
	readonly warning: string;
}

export interface Scene {
	readonly title: string;
	readonly table: Table;
	readonly spec?: ChartSpec | undefined;
	/** Said below the drawing, such as `as of 14:05`. */
	readonly footer: string;
	/** What is shown may no longer be true: the footer is marked. */
	readonly stale?: boolean;
	readonly size: Size;
	readonly theme: PictureTheme;
}

const PADDING_PX = 16;
const TITLE_PX = 15;
const TITLE_LINE_PX = 24;
const FOOTER_LINE_PX = 20;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text of an SVG; characters that XML does not have are left out. */
const escaped = (text: string): string =>
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 has no place for
	text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

interface Line {
	readonly x: number;
	readonly y: number;
	readonly size: number;
	readonly color: string;
	readonly weight?: number;
	readonly anchor?: 'start' | 'middle';
}

const textOf = (words: string, { x, y, size, color, weight = 400, anchor = 'start' }: Line): string =>
	`<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escaped(words)}</text>`;

/** ECharts numbers its instances; equal pictures are to have equal bytes. */
const unnumbered = (svg: string): string => svg.replace(/\bzr\d+-/g, 'zr-');

/** The drawing as an SVG that stands at a place of another one. */
function drawn(painter: Painter, { option }: Built, { width, height }: Size): string {
	const chart = painter.init(null, null, { renderer: 'svg', ssr: true, width, height });
	try {
		chart.setOption(option);
		return unnumbered(chart.renderToSVGString());
	} finally {
		chart.dispose();
	}
}

interface Chosen {
	readonly type: DrawingType;
	readonly family: Family;
	readonly note: string | undefined;
}

/** What the chart is drawn as, by the same rules as in a page. */
function chosen({ table, spec, theme }: Scene): Chosen {
	const wanted = spec?.type ?? choose(table).type;
	const note = misfit(wanted, table, { spec, locale: theme.locale });
	const type = note === undefined ? wanted : 'table';
	const family = FAMILIES[type];
	if (family === undefined) throw new Error(`there is no picture of the type "${type}"`);
	return { type, family, note };
}

/** The outermost SVG around what stands in it; `label` is what it says to those who do not see it. */
function framed({ size, theme, title }: Scene, label: string, body: string): string {
	const { width, height } = size;
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(theme.font)}">`;
	const named = `<title>${escaped(title || label)}</title><desc>${escaped(label)}</desc>`;
	return `${head}${named}<rect width="${width}" height="${height}" fill="${theme.background}"/>${body}</svg>`;
}

/** A text of another size than the axes have. */
const widthAt =
	(measure: Measure, theme: Theme, size: number): Measure =>
	(text) =>
		(measure(text) * size) / theme.fontPx;

function footerOf({ footer, stale = false, theme, size }: Scene, notes: readonly string[], measure: Measure): string {
	const words = [footer, ...notes].filter(Boolean).join('; ');
	const y = size.height - PADDING_PX + 4;
	const left = stale ? PADDING_PX + 12 : PADDING_PX;
	const dot = stale ? `<circle cx="${PADDING_PX + 4}" cy="${y - 4}" r="4" fill="${theme.warning}"/>` : '';
	const color = stale ? theme.warning : theme.muted;
	const text = cutText(words, size.width - left - PADDING_PX, measure);
	return words ? dot + textOf(text, { x: left, y, size: theme.fontPx, color }) : '';
}

function titleOf({ title, size, theme }: Scene, measure: Measure): string {
	if (title === '') return '';
	const cut = cutText(title, size.width - 2 * PADDING_PX, widthAt(measure, theme, TITLE_PX));
	return textOf(cut, { x: PADDING_PX, y: PADDING_PX + TITLE_PX - 2, size: TITLE_PX, color: theme.ink, weight: 600 });
}

/** Words in the middle, in place of a drawing. */
function saying(scene: Scene, words: string, measure: Measure): string {
	const { size, theme } = scene;
	const cut = cutText(words, size.width - 2 * PADDING_PX, measure);
	return textOf(cut, {
		x: size.width / 2,
		y: size.height / 2,
		size: theme.fontPx + 1,
		color: theme.muted,
		anchor: 'middle',
	});
}

/** @throws Error when ECharts cannot draw it */
export function pictureOf(painter: Painter, scene: Scene): string {
	const { theme, size, table, spec } = scene;
	const measure = estimate(theme);
	const title = titleOf(scene, measure);
	if (table.rows === 0) {
		const words = say(theme.locale, 'No rows');
		return framed(scene, words, title + saying(scene, words, measure) + footerOf(scene, [], measure));
	}
	const top = PADDING_PX + (title ? TITLE_LINE_PX : 0);
	const inner = {
		width: Math.max(40, size.width - 2 * PADDING_PX),
		height: Math.max(40, size.height - top - PADDING_PX - scaled(theme, FOOTER_LINE_PX)),
	};
	const { type, family, note } = chosen(scene);
	const built = family.build({ table, spec, type, theme, size: inner, target: 'picture' });
	const notes = [note ?? '', ...built.notes];
	const place = `<svg x="${PADDING_PX}" y="${top}" overflow="visible"`;
	const drawing = drawn(painter, built, inner).replace(/^<svg/, place);
	return framed(scene, built.summary, title + drawing + footerOf(scene, notes, measure));
}

/** A picture that only says something: why there is none. */
export function messageOf(scene: Omit<Scene, 'table' | 'footer'>, message: string): string {
	const whole: Scene = { ...scene, table: { columns: [], data: [], rows: 0, truncated: false }, footer: '' };
	const measure = estimate(scene.theme);
	return framed(whole, message, titleOf(whole, measure) + saying(whole, message, measure));
}

/** Fetches what pictures say in the language of a locale: before one is made in a page. */
export async function bringWords(locale: string | undefined): Promise<void> {
	addSection(familyTexts);
	await speak(locale);
}

export { say, sayServer } from '../texts/say.ts';
