import { colorScale, extentOf, type Scale } from '../drawing/color-scale.ts';
import { tickFormat } from '../drawing/ticks.ts';
import type { Column } from '../protocol.ts';
import { computedFormat } from './columns.ts';
import type { ColorRamp, FamilyInput } from './family.ts';

const RAMP_COLORS = 25;
/** Three longer texts do not stand beside each other below the colours. */
const MOST_LETTERS = 13;

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
	const full = places.map(computedFormat(input, column, places));
	const largest = Math.max(Math.abs(min), Math.abs(max));
	const short = tickFormat(largest, largest, input.theme.locale, input.spec?.formats?.[column?.name ?? '']);
	const isLong = full.some((text) => text.length > MOST_LETTERS);
	return { colors: scale.ramp(RAMP_COLORS), texts: isLong ? places.map((place) => short.format(place)) : full };
}
