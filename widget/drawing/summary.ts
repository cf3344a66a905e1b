import type { DrawingType } from './drawing.ts';
import type { Shape, Values } from './shape.ts';

const NAMED_SERIES = 3;

function extremes(values: Values): { low: number; high: number } | undefined {
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const value of values) {
		if (value === null || value === undefined) continue;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return low <= high ? { low, high } : undefined;
}

/** What a plot shows, in sentences: for a screen reader, in place of the canvas. */
export function summaryOf(shape: Shape, type: DrawingType): string {
	const count = shape.x.length;
	const kind = `${type.charAt(0).toUpperCase()}${type.slice(1)}${type === 'sparkline' ? '' : ' chart'}`;
	const what = shape.names.length <= NAMED_SERIES ? shape.names.join(', ') : `${shape.total} series`;
	const span = count > 1 ? ` from ${shape.xText(0)} to ${shape.xText(count - 1)}` : '';
	const ranges = shape.series.slice(0, NAMED_SERIES).flatMap((values, series) => {
		const range = extremes(values);
		if (!range) return [];
		const [low, high] = [shape.valueText(series, range.low), shape.valueText(series, range.high)];
		return [`${shape.names[series]} is between ${low} and ${high}.`];
	});
	return `${kind} of ${what} by ${shape.xName}, ${count} ${count === 1 ? 'point' : 'points'}${span}. ${ranges.join(' ')}`.trim();
}
