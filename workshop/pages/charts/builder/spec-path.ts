/** Reads and writes one place of a specification. What is empty is left out, as if it had never been said. Pure. */
import type { ChartSpec } from '../../../../widget/chart-spec.ts';

export type Path = readonly (string | number)[];

export const pathOf = (field: string): Path => field.split('.');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(value: unknown, path: Path): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	if (Array.isArray(value)) return valueAt(value[Number(key)], rest);
	// Only what it says itself: a column may be called "constructor".
	return isObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === '' ||
	(Array.isArray(value) && value.length === 0) ||
	(isObject(value) && Object.keys(value).length === 0);

function changed(value: unknown, path: Path, to: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) return to;
	if (Array.isArray(value)) {
		const index = Number(key);
		const inner = changed(value[index], rest, to);
		return rest.length === 0 && to === undefined ? value.toSpliced(index, 1) : value.with(index, inner ?? {});
	}
	const before = isObject(value) ? Object.entries(value) : [];
	const inner = changed(valueAt(value, [key]), rest, to);
	const others = before.filter(([name]) => name !== String(key));
	if (isNothing(inner)) return Object.fromEntries(others);
	// In its place, so that an edit does not turn the order around.
	const isNew = others.length === before.length;
	return Object.fromEntries(
		isNew ? [...before, [key, inner]] : before.map(([name, old]) => [name, name === String(key) ? inner : old]),
	);
}

/** `to` undefined or empty: it is said no more. An entry of a list is taken out; one whose parts are all gone stays. */
export const withValue = (spec: ChartSpec, path: Path, to: unknown): ChartSpec =>
	changed(spec, path, to) as unknown as ChartSpec;

/** Nothing is said: the chart is drawn as its columns suggest. */
export const isAutomatic = (spec: ChartSpec): boolean => Object.keys(spec).every((key) => key === 'version');
