import { colorScale, extentOf, type Scale } from '../drawing/color-scale.ts';
import type { Column } from '../protocol.ts';
import { computedFormat } from './columns.ts';
import type { ColorRamp, FamilyInput } from './family.ts';

const RAMP_COLORS = 9;

/** The colours of numbers, by the author's scale or by what the values are. */
export function scaleOf(values: readonly (number | null | undefined)[], { spec, theme }: FamilyInput): Scale {
	const colors = { page: theme.raised, high: theme.series[0] ?? theme.ink, low: theme.series[1] ?? theme.ink };
	return colorScale(spec?.colorScale ?? {}, extentOf(values), colors);
}

/** The legend of a scale of colours for the values of a column: its ends and its middle. */
export function rampOf(scale: Scale, column: Column | undefined, input: FamilyInput): ColorRamp {
	const { min, max } = scale;
	const ends = min < max ? [min, min / 2 + max / 2, max] : [min];
	const places = ends.map((value) => Number(value.toPrecision(6)));
	const text = computedFormat(input, column, places);
	return { colors: scale.ramp(RAMP_COLORS), texts: places.map(text) };
}
