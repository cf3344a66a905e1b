/**
 * The colours of pictures: those of the elements without a word of CSS, and of the five ready themes. A test holds them to
 * what the elements and themes.css say, each colour for light and for dark.
 */
import type { PictureTheme } from '../../widget/families/picture.ts';

type Pair = readonly [light: string, dark: string];

interface Palette {
	readonly background: Pair;
	readonly ink: Pair;
	readonly muted: Pair;
	readonly line: Pair;
	readonly grid: Pair;
	readonly raised: Pair;
	readonly warning: Pair;
	readonly series: readonly string[];
}

const PLAIN: Palette = {
	background: ['#ffffff', '#12161b'],
	ink: ['#16191d', '#eceff2'],
	muted: ['#59616c', '#a0a9b4'],
	line: ['#cfd4da', '#434b55'],
	grid: ['#e9ecef', '#2a3038'],
	raised: ['#ffffff', '#20252b'],
	warning: ['#8a5200', '#e3b062'],
	series: ['#2f6fde', '#a59017', '#be2b66', '#21a0ba', '#e9627b', '#8987f5', '#9f6102', '#665a98'],
};

export const THEMES = {
	plain: PLAIN,
	paper: {
		...PLAIN,
		background: ['#fffdf8', '#171411'],
		ink: ['#2a2118', '#f1e9dd'],
		muted: ['#6b5d4d', '#b3a593'],
		line: ['#d8ccba', '#50463b'],
		grid: ['#f0e8da', '#2c2620'],
		raised: ['#fffefb', '#221d18'],
		series: ['#9f6102', '#a59017', '#be2b66', '#21a0ba', '#e9627b', '#8987f5', '#2f6fde', '#665a98'],
	},
	slate: {
		...PLAIN,
		background: ['#ffffff', '#0e151d'],
		ink: ['#0f1d2e', '#e6edf5'],
		muted: ['#50627a', '#94a7bd'],
		line: ['#c7d1dd', '#3a4a5c'],
		grid: ['#e8edf3', '#1e2a37'],
		raised: ['#ffffff', '#17222e'],
		series: ['#665a98', '#a59017', '#be2b66', '#21a0ba', '#e9627b', '#8987f5', '#9f6102', '#2f6fde'],
	},
	forest: {
		...PLAIN,
		background: ['#fdfffd', '#0d1510'],
		ink: ['#14231a', '#e5f0e8'],
		muted: ['#4d6556', '#97b0a0'],
		line: ['#c5d4ca', '#37493e'],
		grid: ['#e7efe9', '#1c2a21'],
		raised: ['#ffffff', '#16221a'],
		series: ['#21a0ba', '#a59017', '#be2b66', '#2f6fde', '#e9627b', '#8987f5', '#9f6102', '#665a98'],
	},
	ember: {
		...PLAIN,
		background: ['#fffdfc', '#181113'],
		ink: ['#2b161b', '#f6e8ea'],
		muted: ['#765660', '#bfa0a8'],
		line: ['#dfcbd0', '#543f45'],
		grid: ['#f4e9ec', '#2e2226'],
		raised: ['#ffffff', '#24191c'],
		series: ['#be2b66', '#a59017', '#2f6fde', '#21a0ba', '#e9627b', '#8987f5', '#9f6102', '#665a98'],
	},
	contrast: {
		...PLAIN,
		background: ['#ffffff', '#000000'],
		ink: ['#000000', '#ffffff'],
		muted: ['#333333', '#d6d6d6'],
		line: ['#4d4d4d', '#b8b8b8'],
		grid: ['#c4c4c4', '#4a4a4a'],
		raised: ['#ffffff', '#000000'],
		warning: ['#6b3d00', '#ffcf87'],
	},
} as const satisfies Record<string, Palette>;

export type ThemeName = keyof typeof THEMES;
export type Scheme = 'light' | 'dark';

export const THEME_NAMES = Object.keys(THEMES) as [ThemeName, ...ThemeName[]];

/** Inter is beside the server for PNG; who looks at an SVG has it or another one without serifs. */
const FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
export const FONT_PX = 12;

export function pictureTheme(name: ThemeName, scheme: Scheme, locale: string | undefined): PictureTheme {
	const { series, ...pairs } = THEMES[name];
	const side = scheme === 'light' ? 0 : 1;
	const own = (pair: Pair) => pair[side];
	const { background, ink, muted, line, grid, raised, warning } = pairs;
	return {
		background: own(background),
		ink: own(ink),
		muted: own(muted),
		line: own(line),
		grid: own(grid),
		raised: own(raised),
		warning: own(warning),
		series,
		font: FONT,
		fontPx: FONT_PX,
		locale,
	};
}
