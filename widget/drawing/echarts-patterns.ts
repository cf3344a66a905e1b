import type { Forced, NamedMark, Theme } from './drawing.ts';
import { STROKES, type Strokes, TILE_PX, tileOf } from './patterns.ts';

const GRID: Strokes = [
	[0, 4, 8, 4],
	[4, 0, 4, 8],
];
/** By the place in the legend: none, and seven that differ at a glance. */
const PATTERNS: readonly Strokes[] = [[], ...STROKES.slice(2), GRID];
/** Of points, which are too small for patterns. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
const SWATCH = { width: 24, height: 8 } as const;

type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** How marks and the letters on them are painted. */
interface Brush {
	fill(color: unknown): object | undefined;
	/** Of letters: on a ground of their own, for none can be read on a pattern. */
	readonly letters: object;
}

/** A shape of a family's own, and what is within it. */
function shaped(shape: unknown, brush: Brush, isOver = false): unknown {
	if (!isPart(shape)) return shape;
	const { type, style, emphasis, children } = shape;
	if (!isPart(style)) {
		const parts: readonly unknown[] = Array.isArray(children) ? children : [];
		const isPatterned = parts.some(
			(part) => isPart(part) && isPart(part['style']) && brush.fill(part['style']['fill']),
		);
		return { ...shape, children: parts.map((part) => shaped(part, brush, isPatterned)) };
	}
	if (type === 'text') return isOver ? { ...shape, style: { ...style, ...brush.letters } } : shape;
	const pattern = brush.fill(style['fill']);
	if (pattern === undefined) return shape;
	const lit = isPart(emphasis) ? { emphasis: { style: { ...(emphasis['style'] as Part), fill: pattern } } } : {};
	return { ...shape, style: { ...style, fill: pattern }, ...lit };
}

/** A series, or one of its data. */
function filled(part: unknown, brush: Brush): unknown {
	if (!isPart(part)) return part;
	const { itemStyle, label, data } = part;
	const pattern = isPart(itemStyle) ? brush.fill(itemStyle['color']) : undefined;
	return {
		...part,
		...(Array.isArray(data) ? { data: data.map((datum) => filled(datum, brush)) } : {}),
		...(pattern ? { itemStyle: { ...(itemStyle as Part), color: pattern } } : {}),
		...(pattern && isPart(label) ? { label: { ...label, ...brush.letters } } : {}),
	};
}

/** A series with what tells it, or its marks, apart without colours. */
function dressed(series: unknown, brush: Brush, colors: readonly string[]): unknown {
	if (!isPart(series)) return series;
	const { type, itemStyle, renderItem } = series;
	if (type === 'scatter') {
		const place = colors.indexOf(String((itemStyle as Part | undefined)?.['color']));
		return place < 0 ? series : { ...series, symbol: SYMBOLS[place % SYMBOLS.length] };
	}
	if (typeof renderItem !== 'function') return filled(series, brush);
	return { ...series, renderItem: (...args: readonly unknown[]) => shaped(renderItem(...args), brush) };
}

/** The outline of a point, in a box of 8 by 8. */
const OUTLINES: Readonly<Record<string, string>> = {
	circle: 'M0 4a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
	rect: 'M0 0H8V8H0Z',
	triangle: 'M4 0L8 8H0Z',
	diamond: 'M4 0L8 4L4 8L0 4Z',
};

function swatchOf(draw: (pen: CanvasRenderingContext2D) => void): HTMLElement {
	const mark = document.createElement('canvas');
	mark.className = 'patterned';
	mark.width = Math.round(SWATCH.width * devicePixelRatio);
	mark.height = Math.round(SWATCH.height * devicePixelRatio);
	mark.style.cssText = `flex: none; inline-size: ${SWATCH.width}px; block-size: ${SWATCH.height}px; forced-color-adjust: none`;
	const pen = mark.getContext('2d');
	if (pen) draw(pen);
	return mark;
}

function pointSwatch(place: number, color: string): HTMLElement {
	const symbol = SYMBOLS[place % SYMBOLS.length] ?? 'circle';
	const outline = new Path2D(OUTLINES[symbol.replace('empty', '').toLowerCase()] ?? OUTLINES['circle']);
	return swatchOf((pen) => {
		pen.scale(devicePixelRatio, devicePixelRatio);
		pen.translate(8, 0);
		pen.fillStyle = color;
		pen.strokeStyle = color;
		pen.lineWidth = 2;
		if (symbol.startsWith('empty')) pen.stroke(outline);
		else pen.fill(outline);
	});
}

/** What a legend names is told apart by patterns in its colours; the legend has the same. Points have shapes of their own. */
export function familyPatterns({ ink, raised: paper }: Pick<Theme, 'ink' | 'raised'>): Forced['family'] {
	const tiles = new Map<string, HTMLCanvasElement>();
	const tile = (place: number, color: string): HTMLCanvasElement => {
		const key = `${place} ${color}`;
		const known = tiles.get(key) ?? tileOf(PATTERNS[place % PATTERNS.length] ?? [], paper, color);
		tiles.set(key, known);
		return known;
	};
	const isPlain = ({ mark = 'filled' }: NamedMark): boolean => mark === 'filled';
	const brushOf = (colors: readonly string[]): Brush => ({
		fill: (color) => {
			const place = typeof color === 'string' && color !== '' ? colors.indexOf(color) : -1;
			if (place < 0) return undefined;
			const scale = 1 / devicePixelRatio;
			return { image: tile(place, String(color)), repeat: 'repeat', scaleX: scale, scaleY: scale };
		},
		letters: { color: ink, fill: ink, backgroundColor: paper, padding: [2, 3] },
	});
	let hasPoints = false;
	return {
		option(option, entries) {
			const all: unknown = Reflect.get(option, 'series');
			if (entries.length < 2 || !Array.isArray(all)) return option;
			const colors = entries.map((entry) => (isPlain(entry) ? entry.color : ''));
			hasPoints = all.some((series) => isPart(series) && series['type'] === 'scatter');
			return { ...option, series: all.map((series) => dressed(series, brushOf(colors), colors)) };
		},
		swatch: (place, entry) => {
			if (!isPlain(entry)) return undefined;
			if (hasPoints) return pointSwatch(place, entry.color);
			return swatchOf((pen) => {
				pen.fillStyle = pen.createPattern(tile(place, entry.color), 'repeat') ?? entry.color;
				pen.fillRect(0, 0, SWATCH.width * devicePixelRatio, TILE_PX * devicePixelRatio);
			});
		},
	};
}
