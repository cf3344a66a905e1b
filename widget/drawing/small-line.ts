import type { Size, Theme } from './drawing.ts';
import type { Values } from './shape.ts';

const LINE_PX = 1.5;
const DOT_PX = 2.5;

/** A line without axes, and what is marked of it. */
export interface SmallLine {
	readonly x: readonly number[];
	readonly values: Values;
	/** The index of the marked point; undefined: none. */
	readonly marked: number | undefined;
	readonly color: string;
	/** The ends of the values' axis, where they are not those of the values. */
	readonly min?: number | undefined;
	readonly max?: number | undefined;
	/** Room at the right in CSS pixels. */
	readonly right: number;
}

interface Ends {
	readonly low: number;
	readonly high: number;
}

function endsOf(values: readonly (number | null | undefined)[]): Ends {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		if (value === null || value === undefined) continue;
		[low, high] = [Math.min(low, value), Math.max(high, value)];
	}
	return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** Where points stand, in CSS pixels; values that are all equal stand in the middle. */
export function placesOf({ x, values, min, max, right }: SmallLine, { width, height }: Size) {
	const { low, high } = endsOf(values);
	const [bottom, top] = [min ?? low, max ?? high];
	const [first = 0, last = 0] = [x[0], x.at(-1)];
	const room = DOT_PX + LINE_PX;
	const span = width - right - 2 * room;
	return {
		left: (index: number): number => room + (last > first ? (((x[index] ?? 0) - first) / (last - first)) * span : span),
		top: (value: number): number => {
			const share = top > bottom ? (value - bottom) / (top - bottom) : 0.5;
			return height - room - Math.min(1, Math.max(0, share)) * (height - 2 * room);
		},
	};
}

/** A canvas that fills its host, on which one line is drawn. */
export class SmallCanvas {
	readonly element = document.createElement('canvas');
	readonly #theme: Theme;

	constructor(theme: Theme) {
		this.#theme = theme;
		this.element.className = 'small-line';
	}

	/** Draws anew, and hands out the context, on which one CSS pixel is one unit. */
	draw(line: SmallLine, size: Size): CanvasRenderingContext2D | null {
		const canvas = this.element;
		const [width, height] = [size.width, size.height].map((px) => Math.max(1, Math.round(px * devicePixelRatio)));
		if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width ?? 1, height ?? 1];
		const context = canvas.getContext('2d');
		if (context === null) return null;
		context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
		context.clearRect(0, 0, size.width, size.height);
		context.strokeStyle = line.color;
		context.lineWidth = LINE_PX;
		context.lineJoin = 'round';
		context.lineCap = 'round';
		context.stroke(pathOf(line, size));
		this.#mark(context, line, size);
		return context;
	}

	#mark(context: CanvasRenderingContext2D, line: SmallLine, size: Size): void {
		const value = line.values[line.marked ?? -1];
		if (line.marked === undefined || value === null || value === undefined) return;
		const { left, top } = placesOf(line, size);
		context.beginPath();
		context.arc(left(line.marked), top(value), DOT_PX, 0, 2 * Math.PI);
		context.lineWidth = 2;
		context.strokeStyle = this.#theme.raised;
		context.stroke();
		context.fillStyle = line.color;
		context.fill();
	}
}

/** The line itself: a gap at each null, a dot for a value without neighbours; of many on one pixel, the extremes. */
function pathOf(line: SmallLine, size: Size): Path2D {
	const { left, top } = placesOf(line, size);
	const path = new Path2D();
	let before: { at: number; low: number; high: number } | undefined;
	line.values.forEach((value, index) => {
		if (value === undefined) return;
		if (value === null) {
			before = undefined;
			return;
		}
		const [at, y] = [left(index), top(value)];
		if (before === undefined) {
			path.moveTo(at, y);
			path.lineTo(at, y);
		} else if (Math.abs(at - before.at) >= 0.5 || y < before.low || y > before.high) path.lineTo(at, y);
		const isNear = before !== undefined && Math.abs(at - before.at) < 0.5;
		before =
			isNear && before
				? { ...before, low: Math.min(before.low, y), high: Math.max(before.high, y) }
				: { at, low: y, high: y };
	});
	return path;
}
