import type { Area } from './frame.ts';

/** How far the worst of these areas is from a square, in a row along a side of this length. */
function worst(areas: readonly number[], sum: number, side: number): number {
	const [largest = 0, least = 0] = [areas[0], areas.at(-1)];
	const square = side * side;
	return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * least));
}

/** Puts a row of areas along the shorter side of what is left. @returns the row, and what is then left. */
function rowOf(areas: readonly number[], sum: number, { left, top, width, height }: Area): [Area[], Area] {
	const isTall = width >= height;
	const depth = sum / (isTall ? height : width);
	let at = isTall ? top : left;
	const row = areas.map((area): Area => {
		const length = area / depth;
		const placed = isTall
			? { left, top: at, width: depth, height: length }
			: { left: at, top, width: length, height: depth };
		at += length;
		return placed;
	});
	const rest = isTall
		? { left: left + depth, top, width: Math.max(0, width - depth), height }
		: { left, top: top + depth, width, height: Math.max(0, height - depth) };
	return [row, rest];
}

/**
 * Divides an area into rectangles that are as large as these values, and as near to squares as they can be. The values
 * are above 0, the largest first. (Bruls, Huizing, van Wijk: Squarified treemaps, 2000.)
 */
export function squares(values: readonly number[], area: Area): Area[] {
	const total = values.reduce((sum, value) => sum + value, 0);
	const unit = total > 0 ? (area.width * area.height) / total : 0;
	const areas = values.map((value) => Math.max(value * unit, 1e-9));
	const placed: Area[] = [];
	let left = area;
	while (placed.length < areas.length) {
		const start = placed.length;
		const side = Math.max(1e-9, Math.min(left.width, left.height));
		let sum = areas[start] ?? 0;
		let end = start + 1;
		while (end < areas.length) {
			const next = areas[end] ?? 0;
			const isBetter =
				worst(areas.slice(start, end + 1), sum + next, side) <= worst(areas.slice(start, end), sum, side);
			if (!isBetter) break;
			sum += next;
			end += 1;
		}
		const [row, rest] = rowOf(areas.slice(start, end), sum, {
			...left,
			width: Math.max(1e-9, left.width),
			height: Math.max(1e-9, left.height),
		});
		placed.push(...row);
		left = rest;
	}
	return placed;
}
