import type { NumberFormat, ValueAxis } from '../chart-spec.ts';
import { withUnit } from '../drawing/format.ts';
import { tickFormat } from '../drawing/ticks.ts';

/** An axis of values, its ends and its ticks decided before anything is drawn. */
export interface ValueScale {
	readonly min: number;
	readonly max: number;
	readonly ticks: readonly number[];
	readonly isLog: boolean;
	/** Writes a tick. */
	readonly text: (value: number) => string;
}

export interface ScaleSetup {
	/** All values that have a place on it; also thresholds, and the tops of stacks. */
	readonly values: readonly number[];
	/** `always` part of it, where marks stand on it; `near`: when it is not far from the values; or not for its own sake. */
	readonly zero: 'always' | 'near' | 'never';
	readonly axis: ValueAxis | undefined;
	readonly format: NumberFormat | undefined;
	/** How many ticks there is room for. */
	readonly most: number;
	readonly locale: string | undefined;
	/** No tick between whole numbers, as of counts. */
	readonly whole?: boolean;
}

/** The least step of 1, 2, 2.5 or 5 times a power of ten that is not shorter than this. */
function roundStep(wanted: number): number {
	const power = 10 ** Math.floor(Math.log10(wanted));
	return ([1, 2, 2.5, 5].find((factor) => factor * power >= wanted * (1 - 1e-9)) ?? 10) * power;
}

/** A round number that is larger than this one, which is not below 0; of 0 it is 1. */
export function roundAbove(value: number): number {
	if (!(value > 0)) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((factor) => factor * power > value * (1 + 1e-9)) ?? 10) * power;
}

function extentOf(values: readonly number[]): readonly [number, number] | undefined {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return low <= high ? [low, high] : undefined;
}

function linearEnds([low, high]: readonly [number, number], zero: ScaleSetup['zero']): readonly [number, number] {
	const isNear = zero === 'near' && low >= 0 && low <= (high - low) * 0.5;
	const [min, max] = zero === 'always' || isNear ? [Math.min(0, low), Math.max(0, high)] : [low, high];
	if (min !== max) return [min, max];
	if (min === 0) return [0, 1];
	return [min - Math.abs(min) * 0.1, max + Math.abs(max) * 0.1];
}

function linearScale({ values, zero, axis, format, most, locale, whole }: ScaleSetup): ValueScale {
	const [low, high] = linearEnds(extentOf(values) ?? [0, 0], zero);
	const from = axis?.min ?? low;
	const to = axis?.max ?? high;
	// What differs by less than a number can tell has one place.
	const [start, end] = to - from > Math.abs(to) * 1e-9 ? [from, to] : [from, from + (Math.abs(from) || 1) * 0.1];
	const wanted = roundStep((end - start) / Math.max(1, most)) || 1;
	const step = whole ? Math.max(1, wanted === 2.5 ? 5 : wanted) : wanted;
	const min = axis?.min ?? Math.floor(start / step + 1e-9) * step;
	const max = Math.max(axis?.max ?? Math.ceil(end / step - 1e-9) * step, min + step * 1e-6);
	const ticks: number[] = [];
	for (let at = Math.ceil(min / step - 1e-9); at * step <= max + step * 1e-9; at += 1) {
		ticks.push(Number((at * step).toPrecision(12)));
	}
	const written = tickFormat(step, Math.max(Math.abs(min), Math.abs(max)), locale, format);
	const text = (value: number) => withUnit(written.format(value === 0 ? 0 : value), format ?? {});
	return { min, max, ticks, isLog: false, text };
}

/** Whole powers of ten; 2 and 5 times them where few would be left. What is not above 0 has no place. */
function logScale({ values, axis, format, most, locale }: ScaleSetup): ValueScale {
	const positive = values.filter((value) => value > 0);
	const [low, high] = extentOf(positive) ?? [1, 10];
	const min = axis?.min !== undefined && axis.min > 0 ? axis.min : 10 ** Math.floor(Math.log10(low) + 1e-9);
	const wanted = axis?.max !== undefined && axis.max > min ? axis.max : 10 ** Math.ceil(Math.log10(high) - 1e-9);
	const max = wanted > min ? wanted : min * 10;
	const [first, last] = [Math.floor(Math.log10(min) + 1e-9), Math.ceil(Math.log10(max) - 1e-9)];
	const factors = last - first < 3 && most > 4 ? [1, 2, 5] : [1];
	const step = Math.max(1, Math.ceil((last - first) / Math.max(1, most)));
	const ticks: number[] = [];
	for (let power = first; power <= last; power += step) {
		for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(6)));
	}
	const text = (value: number) => {
		const written = tickFormat(10 ** Math.floor(Math.log10(value) + 1e-9), value, locale, format);
		return withUnit(written.format(value), format ?? {});
	};
	const slack = 1 + 1e-9;
	return { min, max, ticks: ticks.filter((tick) => tick * slack >= min && tick <= max * slack), isLog: true, text };
}

export const valueScale = (setup: ScaleSetup): ValueScale =>
	setup.axis?.scale === 'log' ? logScale(setup) : linearScale(setup);
