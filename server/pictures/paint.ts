/** Paints one picture; runs in a thread of its own, since a large one takes longer than a node may let others wait. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { ChartSpec } from '../../widget/chart-spec.ts';
import { painter } from '../../widget/families/painter.ts';
import '../../widget/families/all-words.ts';
import { messageOf, pictureOf, say, sayServer } from '../../widget/families/picture.ts';
import type { Table } from '../../widget/protocol.ts';
import { type AnswerAge, footerText } from './as-of.ts';
import type { Look } from './look.ts';
import { pictureTheme } from './themes.ts';

export interface PictureTask {
	readonly format: 'svg' | 'png';
	readonly look: Look;
	readonly title: string;
	readonly spec: ChartSpec | undefined;
	/** The JSON of the table and how old it is; or, in its place, why there is none. */
	readonly content:
		| { readonly table: Uint8Array; readonly age: AnswerAge }
		| { readonly code: string; readonly message: string };
}

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const inter = folderOf('@expo-google-fonts/inter');

/** Inter, and for scripts that it lacks DejaVu: no picture depends on what the machine has. */
const FONT_FILES = [
	join(inter, '400Regular/Inter_400Regular.ttf'),
	join(inter, '600SemiBold/Inter_600SemiBold.ttf'),
	join(folderOf('dejavu-fonts-ttf'), 'ttf/DejaVuSans.ttf'),
];

/** Of a failure that nobody has foreseen its reader learns nothing. */
const reasonOf = ({ code, message }: { readonly code: string; readonly message: string }, locale: string): string =>
	code === 'internal' ? say(locale, 'This picture could not be made.') : sayServer(locale, message, code);

function svgOf({ look, title, spec, content }: PictureTask): string {
	const { width, height, locale } = look;
	const theme = pictureTheme(look.theme, look.scheme, locale);
	const scene = { title, spec, size: { width, height }, theme };
	if ('message' in content) return messageOf(scene, reasonOf(content, locale));
	const { age } = content;
	const table = JSON.parse(Buffer.from(content.table).toString('utf8')) as Table;
	return pictureOf(painter, { ...scene, table, footer: footerText(age, locale), stale: age.stale });
}

function pngOf(svg: string, { width, scale }: Look): Uint8Array {
	const font = { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
	return new Resvg(svg, { fitTo: { mode: 'width', value: Math.round(width * scale) }, font }).render().asPng();
}

/** @throws Error when it cannot be drawn */
export default function paint(task: PictureTask): Uint8Array {
	const svg = svgOf(task);
	return task.format === 'svg' ? Buffer.from(svg) : pngOf(svg, task.look);
}
