import { type Color, hexOf, labOf, over } from './color.ts';
import type { ConditionColors } from './conditions.ts';
import type { Theme } from './drawing.ts';
import { pageColor } from './page-color.ts';
import { pixelOf } from './pixel.ts';

/** Behind a chart on a page that has no colour of its own. */
const PAPER = { light: [255, 255, 255, 1], dark: [18, 22, 27, 1] } as const;

/** Any colour of CSS by its parts. */
function resolved(color: string): Color {
	const [red = 0, green = 0, blue = 0, alpha = 255] = pixelOf(color);
	return [red, green, blue, alpha / 255];
}

/** The colours of a theme, as they are seen on the page behind the host, for what is pure and knows no page. */
export function conditionColors(host: Element, theme: Theme): ConditionColors {
	const ink = resolved(theme.ink);
	const behind = pageColor(host);
	const paper = PAPER[labOf(ink)[0] > 0.5 ? 'dark' : 'light'];
	const page = behind === 'Canvas' ? paper : over(resolved(behind), paper);
	return {
		page: hexOf(page),
		ink: hexOf(over(ink, page)),
		accent: hexOf(over(resolved(theme.series[0] ?? theme.ink), page)),
		opposite: hexOf(over(resolved(theme.series[6] ?? theme.ink), page)),
		resolve: (color) => hexOf(over(resolved(color), page)),
	};
}
