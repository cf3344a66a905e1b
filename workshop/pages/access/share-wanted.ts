/** From the form of a public link what is sent to `POST /v1/shares`. Pure. */
import { dayEnd } from '../../shared/times.ts';
import type { ChartParam, Params } from '../charts/chart-types.ts';
import { type FieldValues, paramsFrom } from '../charts/param-values.ts';
import type { Named } from './access.ts';

const DAY_MS = 86_400_000;

/** How long a link works; `day`: until the end of a day that is chosen. */
export const LIVES: readonly (readonly [life: string, title: string])[] = [
	['', 'until it is revoked'],
	['1', 'a day'],
	['7', 'a week'],
	['30', '30 days'],
	['day', 'until a day'],
];

/** @returns ms; null: until it is revoked; undefined: a day was to be chosen, and was not */
export function endOf(life: string, day: string, now: number): number | null | undefined {
	if (life === '') return null;
	return life === 'day' ? dayEnd(day) : now + Number(life) * DAY_MS;
}

/**
 * Its parameters as those of a link: a field without a value fixes nothing. A chart's link must fix what the chart wants and has no
 * value for; a dashboard's leaves that to the filters and the items.
 */
export const linkParams = (kind: Named['kind'], params: readonly ChartParam[]): readonly ChartParam[] =>
	params.map(({ default: known, ...param }) => {
		const mustBe = kind === 'chart' && known === undefined && (param.required ?? true);
		return { ...param, required: mustBe };
	});

export interface WantedShare {
	readonly title: string;
	readonly password: string;
	readonly life: string;
	/** `YYYY-MM-DD`, where `life` is `day`. */
	readonly day: string;
	readonly exports: boolean;
	readonly claims: Readonly<Record<string, string>>;
	readonly fields: FieldValues;
	/** Accounts. */
	readonly notify: readonly string[];
}

export interface ShareOf extends Named {
	/** As `linkParams` makes them. */
	readonly params: readonly ChartParam[];
}

/** @returns the body, or in words what is missing */
export function shareBody({ kind, name, params }: ShareOf, wanted: WantedShare, now: number): object | string {
	const expiresAt = endOf(wanted.life, wanted.day, now);
	if (expiresAt === undefined) return 'Choose the last day on which the link works.';
	if (expiresAt !== null && expiresAt <= now) return 'The last day of the link is over already; choose a later one.';
	const { title, password, exports, claims, notify } = wanted;
	const fixed: Params = paramsFrom(params, wanted.fields);
	return {
		target: kind === 'chart' ? { chart: name } : { dashboard: name },
		claims,
		params: fixed,
		exports,
		expiresAt,
		notify,
		...(title === '' ? {} : { title }),
		...(password === '' ? {} : { password }),
	};
}
