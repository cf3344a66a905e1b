import { MAX_SERIES } from '../drawing/shape-series.ts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import type { FamilyInput, LegendEntry } from './family.ts';
import { listed, type Part, type Parts, partsOf, shareFormat } from './parts.ts';

export interface Slice extends Part {
	readonly value: number;
	readonly color: string;
	readonly share: number;
}

export interface Pie {
	readonly parts: Parts;
	/** Without those that are hidden, and those that have no slice. */
	readonly slices: readonly Slice[];
	readonly entries: readonly LegendEntry[];
	readonly total: number;
	readonly shareText: (share: number) => string;
	readonly notes: readonly string[];
}

/** A whole keeps all of its parts: beyond a limit they are one slice, whether the author has named it or not. */
function keptParts(input: FamilyInput): Parts {
	const { series = MAX_SERIES, others = say(input.theme.locale, 'Others') } = input.spec?.limit ?? {};
	return partsOf(input, { series, others });
}

/** What a part has no slice for, in words. */
function leftOut(parts: readonly Part[], { text, locale }: Parts): string[] {
	const negative = parts.flatMap(({ name, value }) => (value !== null && value < 0 ? `${name} ${text(value)}` : []));
	const empty = parts.flatMap(({ name, value }) => (value === null ? name : []));
	return [
		...(negative.length > 0
			? [say(locale, 'below 0, and no part of the whole: {names}', { names: listed(negative, locale) })]
			: []),
		...(empty.length > 0 ? [say(locale, 'without a value: {names}', { names: listed(empty, locale) })] : []),
	];
}

/** The slices of a result: what is hidden is no part of the whole. */
export function pieOf(input: FamilyInput): Pie {
	const { hidden, theme, table } = input;
	const parts = keptParts(input);
	const colored = parts.parts.map((part, index) => {
		const isRest = part.row === undefined && table.rows > 0;
		const own = input.spec?.colors?.[part.key];
		return { ...part, color: isRest ? (own ?? theme.muted) : colorOf(part.key, index, input) };
	});
	const whole = colored.flatMap((part) =>
		part.value !== null && part.value >= 0 ? { ...part, value: part.value } : [],
	);
	const shown = whole.filter(({ key }) => !hidden?.has(key));
	const total = shown.reduce((sum, { value }) => sum + value, 0);
	const several = parts.parts.some(({ row }) => row === undefined) && table.rows > parts.parts.length;
	const rest = table.rows - parts.parts.length + 1;
	return {
		parts,
		slices: shown.map((part) => ({ ...part, share: total > 0 ? part.value / total : 0 })),
		entries: whole.map(({ key, name, color }) => ({ key, name, color })),
		total,
		shareText: shareFormat(theme.locale),
		notes: [
			...(several && input.spec?.limit?.others === undefined
				? [say(theme.locale, 'the {count} smallest are one slice', { count: rest })]
				: []),
			...leftOut(colored, parts),
			...parts.notes,
		],
	};
}
