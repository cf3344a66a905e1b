import type uPlot from 'uplot';

/** From so many values a pixel on, a line is a cloud: what can be seen is how far it reaches in each column of pixels. */
const DENSE = 2;

/** What can be seen of the values of one column of pixels; places on the canvas. */
interface Reach {
	readonly x: number;
	readonly first: number;
	top: number;
	bottom: number;
	last: number;
}

/** Told of each column of pixels, from left to right; `joined`: the line goes on from the one before it. */
type Draw = (reach: Reach, joined: boolean) => void;

/** Values become places on the canvas by a factor and a sum. */
function placesOf({ scales, bbox }: uPlot, scale: string) {
	const { min: from, max: to } = scales['x'] ?? {};
	const { min: low, max: high } = scales[scale] ?? {};
	const across = bbox.width / ((to ?? 1) - (from ?? 0));
	const up = bbox.height / ((high ?? 1) - (low ?? 0));
	return { across, left: bbox.left - (from ?? 0) * across, up, bottom: bbox.top + bbox.height + (low ?? 0) * up };
}

/** Neighbours meet halfway between the last value of one and the first of the other. */
function meet(before: Reach, after: Reach): void {
	const half = (before.last + after.first) / 2;
	for (const each of [before, after]) {
		each.top = Math.min(each.top, half);
		each.bottom = Math.max(each.bottom, half);
	}
}

/**
 * Reads the values once. Of each column of pixels the least and the largest count, and where the line enters and leaves
 * it: the reduction that loses no pixel of a line, by Jugel, Jerzak, Hackenbroich and Markl, “M4: a visualization-oriented
 * time series data aggregation” (VLDB 2014). A null parts the line; `undefined` is no value at all.
 */
function read(plot: uPlot, series: number, [from, to]: readonly [number, number], draw: Draw): void {
	const { left, across, bottom, up } = placesOf(plot, plot.series[series]?.scale ?? 'y');
	const [xs, ys] = [plot.data[0], plot.data[series] ?? []];
	let open: Reach | undefined;
	let isJoined = false;
	for (let index = from; index <= to; index += 1) {
		const value = ys[index];
		if (value === undefined) continue;
		if (value === null) {
			if (open) draw(open, isJoined);
			open = undefined;
			isJoined = false;
			continue;
		}
		const x = Math.round(left + (xs[index] ?? 0) * across);
		const y = bottom - value * up;
		if (open !== undefined && open.x === x) {
			if (y < open.top) open.top = y;
			else if (y > open.bottom) open.bottom = y;
			open.last = y;
			continue;
		}
		const next: Reach = { x, first: y, top: y, bottom: y, last: y };
		if (open !== undefined) {
			if (x === open.x + 1) meet(open, next);
			draw(open, isJoined);
			isJoined = true;
		}
		open = next;
	}
	if (open) draw(open, isJoined);
}

/** The line as one upright stroke a column of pixels: a jagged line with round corners takes a browser ten times longer. */
function strokes(half: number): { readonly path: Path2D; readonly draw: Draw } {
	const path = new Path2D();
	let before: Reach | undefined;
	return {
		path,
		draw: (now, joined) => {
			if (joined && before && now.x > before.x + 1) {
				path.moveTo(before.x, before.last);
				path.lineTo(now.x, now.first);
			}
			path.moveTo(now.x, Math.round(now.top) - half);
			path.lineTo(now.x, Math.round(now.bottom) + half);
			before = now;
		},
	};
}

/** The surface between the line and zero. */
function surface(zero: number): { readonly path: Path2D; readonly draw: Draw; readonly end: () => void } {
	const path = new Path2D();
	let last: number | undefined;
	const end = (): void => {
		if (last !== undefined) path.lineTo(last, zero);
		last = undefined;
	};
	return {
		path,
		end,
		draw: ({ x, top, bottom }, joined) => {
			if (!joined) {
				end();
				path.moveTo(x, zero);
			}
			path.lineTo(x, Math.abs(top - zero) > Math.abs(bottom - zero) ? top : bottom);
			last = x;
		},
	};
}

/** Draws as `sparse` does where single values can be seen, and in a small part of the time where they cannot. */
export function denseLine(sparse: uPlot.Series.PathBuilder): uPlot.Series.PathBuilder {
	return (plot, index, from, to) => {
		const own = plot.series[index];
		const isDashed = (own?.dash?.length ?? 0) > 0;
		const isSparse = to - from < plot.bbox.width * DENSE;
		if (own === undefined || isDashed || isSparse) {
			if (own && !isDashed) own.cap = 'round';
			return sparse(plot, index, from, to);
		}
		own.cap = 'butt';
		const line = strokes(((own.width ?? 1) * devicePixelRatio) / 2);
		const common = { stroke: line.path, clip: null, band: null, gaps: [], flags: 1 };
		const fill = typeof own.fill === 'function' ? own.fill(plot, index) : own.fill;
		if (!fill) {
			read(plot, index, [from, to], line.draw);
			return { ...common, fill: null };
		}
		const area = surface(plot.valToPos(0, own.scale ?? 'y', true));
		read(plot, index, [from, to], (now, joined) => {
			line.draw(now, joined);
			area.draw(now, joined);
		});
		area.end();
		return { ...common, fill: area.path };
	};
}
