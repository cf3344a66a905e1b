import type { Theme } from '../drawing/drawing.ts';
import { numbersBy } from '../drawing/intl.ts';
import type { FamilyInput } from './family.ts';
import type { Area } from './frame.ts';
import { lettersOver } from './plot-marks.ts';
import type { ValueScale } from './scale.ts';
import type { PointSeries } from './scatter-points.ts';
import { type Fit, leastSquares } from './statistics.ts';

/** A line by least squares, from the first to the last of its points. */
export interface Line {
	readonly fit: Fit;
	readonly color: string;
	readonly from: readonly [number, number];
	readonly to: readonly [number, number];
}

/** A line for each series, by its key. On a logarithmic axis it would be none. */
export function linesOf(series: readonly PointSeries[], { spec, theme }: FamilyInput): ReadonlyMap<string, Line> {
	const lines = new Map<string, Line>();
	if (spec?.scatter?.regression !== 'linear' || spec.yAxis?.scale === 'log') return lines;
	for (const { key, points, color } of series) {
		const fit = leastSquares(points.map(({ x, y }) => [x, y]));
		if (fit === undefined) continue;
		const [first = 0, last = 0] = [Math.min, Math.max].map((end) =>
			points.reduce((at, { x }) => end(at, x), points[0]?.x ?? 0),
		);
		const on = (x: number): readonly [number, number] => [x, fit.intercept + fit.slope * x];
		lines.set(key, { fit, color: series.length > 1 ? color : theme.ink, from: on(first), to: on(last) });
	}
	return lines;
}

export const shareOf = ({ fit }: Line, locale: string | undefined): string =>
	`R² = ${numbersBy(locale, { maximumFractionDigits: 2 }).format(fit.r2)}`;

/** The line as ECharts draws it between two places; it leaves out one that begins beyond the scale of y. */
export function lineMark(line: Line, scale: ValueScale) {
	const [from, to] = [line.from, line.to].map(([x, y]) => [x, Math.min(scale.max, Math.max(scale.min, y))]);
	const lineStyle = { color: line.color, width: 1.5, type: 'solid' };
	return [
		{ coord: from, symbol: 'none', lineStyle, label: { show: false } },
		{ coord: to, symbol: 'none' },
	];
}

/** What the line explains, over the plot at its right: points may lie anywhere within. */
export function lineWords(line: Line, { left, top, width }: Area, theme: Theme) {
	const place = { x: left + width, y: top, symbol: 'none' };
	const letters = lettersOver(theme, shareOf(line, theme.locale));
	const label = { ...letters, position: 'start', align: 'right', verticalAlign: 'bottom', distance: 4 };
	return [{ ...place, lineStyle: { width: 0 }, label }, place];
}
