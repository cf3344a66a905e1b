import type { ChartSpec, NumberFormat } from '../chart-spec.ts';
import { styleOf } from './format.ts';
import type { SeriesLook, Shape } from './shape.ts';
import { sharesOf } from './shape-series.ts';

/** How each series is drawn, by the column of its values. */
function looksOf(
	{ columns }: Shape,
	{ type, lines = columns.slice(-1), y2 = [], dashed = [] }: ChartSpec,
): SeriesLook[] {
	const isColumn = (column: string) => type === 'column' || (type === 'combination' && !lines.includes(column));
	return columns.map((column) => ({
		mark: isColumn(column) ? 'column' : 'line',
		scale: y2.includes(column) ? 'y2' : 'y',
		dashed: !isColumn(column) && dashed.includes(column),
	}));
}

const SHARE: NumberFormat = { style: 'percent' };

/** Columns as shares of each other; the lines beside them stay what they are. */
function shared(shape: Shape, looks: readonly SeriesLook[], locale: string | undefined): Shape {
	const columns = looks.flatMap(({ mark }, index) => (mark === 'column' ? [index] : []));
	const shares = sharesOf(columns.map((index) => shape.series[index] ?? []));
	const share = new Intl.NumberFormat(locale, styleOf(SHARE));
	return {
		...shape,
		series: shape.series.map((values, index) => shares[columns.indexOf(index)] ?? values),
		valueText: (series, value) => (columns.includes(series) ? share.format(value) : shape.valueText(series, value)),
	};
}

/** How the values of an axis are written there: as those of its first series. */
export function formatOn(scale: 'y' | 'y2', shape: Shape, spec: ChartSpec): NumberFormat | undefined {
	const first = shape.looks?.findIndex((look) => look.scale === scale) ?? -1;
	if (spec.stack === 'percent' && (spec.type !== 'combination' || shape.looks?.[first]?.mark === 'column'))
		return SHARE;
	return spec.formats?.[shape.columns[first] ?? ''];
}

/** A shape whose series are columns and lines, on two axes, as its author wants them. */
export function withLooks(shape: Shape, spec: ChartSpec, locale: string | undefined): Shape {
	const looks = looksOf(shape, spec);
	const isShared = spec.type === 'combination' && spec.stack === 'percent';
	const dressed = { ...(isShared ? shared(shape, looks, locale) : shape), looks };
	return { ...dressed, format: formatOn('y', dressed, spec), key: `${shape.key}|${JSON.stringify(looks)}` };
}
