import type { ChartSpec } from '../chart-spec.ts';
import type { DrawingModule, Forced, Theme } from './drawing.ts';

/** In CSS pixels: eight that differ at a glance, the first of them unbroken. */
const DASHES: readonly (readonly number[])[] = [
	[],
	[8, 4],
	[2, 3],
	[12, 3, 2, 3],
	[4, 2],
	[16, 5],
	[6, 2, 2, 2, 2, 2],
	[2, 7],
];
/** The side of a tile, in CSS pixels. */
export const TILE_PX = 8;

/** The strokes of a tile, as lines from x, y to x, y in eighths of it. */
export type Strokes = readonly (readonly [number, number, number, number])[];

/** The first series is filled, the second empty. */
export const STROKES: readonly Strokes[] = [
	[],
	[],
	[[-1, 9, 9, -1]],
	[[-1, -1, 9, 9]],
	[[0, 4, 8, 4]],
	[[4, 0, 4, 8]],
	[
		[-1, 9, 9, -1],
		[-1, -1, 9, 9],
	],
	[[3, 4, 5, 4]],
];

/** A tile of strokes in one colour on a ground of another, as large as the screen's pixels have it. */
export function tileOf(strokes: Strokes, color: string, ground: string): HTMLCanvasElement {
	const tile = document.createElement('canvas');
	const side = Math.round(TILE_PX * devicePixelRatio);
	tile.width = side;
	tile.height = side;
	const pen = tile.getContext('2d');
	if (pen === null) return tile;
	pen.fillStyle = ground;
	pen.fillRect(0, 0, side, side);
	pen.strokeStyle = color;
	pen.scale(side / 8, side / 8);
	pen.lineWidth = 2;
	for (const [x, y, toX, toY] of strokes) {
		pen.beginPath();
		pen.moveTo(x, y);
		pen.lineTo(toX, toY);
		pen.stroke();
	}
	return tile;
}

const SWATCH = { width: 24, height: 10 } as const;

/** The mark of a series in a legend, drawn as the series is. */
function swatchOf(dash: readonly number[] | undefined, fill: string | CanvasPattern, ink: string): HTMLElement {
	const mark = document.createElement('canvas');
	const { width, height } = SWATCH;
	mark.width = width * devicePixelRatio;
	mark.height = height * devicePixelRatio;
	mark.style.cssText = `flex: none; inline-size: ${width}px; block-size: ${height}px; forced-color-adjust: none`;
	const pen = mark.getContext('2d');
	if (pen === null) return mark;
	pen.strokeStyle = ink;
	pen.lineWidth = 2 * devicePixelRatio;
	if (dash) {
		pen.setLineDash(dash.map((px) => px * devicePixelRatio));
		pen.moveTo(0, mark.height / 2);
		pen.lineTo(mark.width, mark.height / 2);
		pen.stroke();
		return mark;
	}
	pen.fillStyle = fill;
	pen.fillRect(0, 0, mark.width, mark.height);
	pen.strokeRect(0, 0, mark.width, mark.height);
	return mark;
}

function forcedOf(ink: string, paper: string): Forced {
	const pen = document.createElement('canvas').getContext('2d');
	const tiles = STROKES.map((strokes, series) => tileOf(strokes, ink, series === 0 ? ink : paper));
	const fills = tiles.map((tile) => pen?.createPattern(tile, 'repeat') ?? ink);
	return {
		dashes: DASHES,
		fills,
		swatch: (series, isFilled) => swatchOf(isFilled ? undefined : (DASHES[series] ?? []), fills[series] ?? ink, ink),
	};
}

/** The specification without its author's colours, which the reader has taken back. */
function uncolored(spec: ChartSpec): ChartSpec {
	const plain = <T extends { readonly color?: string }>(marks: readonly T[]) =>
		marks.map(({ color: _, ...mark }) => mark);
	const { colors: _, thresholds, bands, ...rest } = spec;
	return {
		...rest,
		...(thresholds ? { thresholds: plain(thresholds) } : {}),
		...(bands ? { bands: plain(bands) } : {}),
	} as ChartSpec;
}

/** Lines in the ink cannot be seen over columns in the ink: there, the filled one is the last. */
function beside({ fills, dashes, swatch }: Forced): Forced {
	const next = (series: number): number => (series + 1) % fills.length;
	return {
		dashes,
		fills: fills.map((_, series) => fills[next(series)] ?? ''),
		swatch: (series, isFilled) => swatch(isFilled ? next(series) : series, isFilled),
	};
}

/**
 * The same drawing where the system's few colours are in force: all of it in the ink, and told apart by dashes and
 * patterns. Families of ECharts keep their colours, and have patterns of their own in them.
 */
export function inForcedColors({ mount }: DrawingModule, family?: (theme: Theme) => Forced['family']): DrawingModule {
	return {
		mount: (host, options) => {
			const { theme, spec, type } = options;
			const { ink, raised } = theme;
			const series = family ? theme.series : theme.series.map(() => ink);
			const plain = forcedOf(ink, raised);
			const forced = { ...(type === 'combination' ? beside(plain) : plain), family: family?.(theme) };
			return mount(host, { ...options, theme: { ...theme, series, forced }, spec: spec && uncolored(spec) });
		},
	};
}
