/** What the page “Access” and the panel “Share” are told, and what they make of it. Pure. */
import type { Params } from '../../../widget/protocol.ts';
import { agoOf, dayOf, type TimeOptions } from '../../shared/times.ts';
import { countText, timesText } from '../../shared/words.ts';

/** A chart or a dashboard. */
export interface Named {
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
}

export const keyOf = ({ kind, name }: Named): string => `${kind} ${name}`;

/** What of a link everybody is told who sees that there is one. */
export interface AccessShare {
	readonly id: string;
	readonly title: string;
	readonly claims: Readonly<Record<string, string | number | boolean>>;
	readonly params: Params;
	readonly exports: boolean;
	readonly hasPassword: boolean;
	readonly expiresAt: number | null;
	readonly createdByName: string;
	readonly lacking: readonly string[];
}

/** As `/v1/shares` lists it; times in ms. */
export interface Share extends AccessShare {
	readonly createdAt: number;
	readonly revokedAt: number | null;
	readonly revokedByName: string | null;
	readonly opens: number;
	readonly lastOpenedAt: number | null;
}

export interface AccessObject extends Named {
	readonly title: string;
	readonly claims: readonly string[];
	readonly dashboards: readonly string[];
	readonly shares: readonly AccessShare[];
	readonly sent: readonly {
		readonly by: string;
		readonly name: string;
		readonly channels: readonly { readonly to: readonly string[] }[];
	}[];
}

export interface Member {
	readonly account: string;
	readonly name: string;
	readonly role: string;
}

export interface Access {
	readonly members: readonly Member[];
	readonly machines: readonly { readonly name: string; readonly role: string }[];
	readonly signingKeys: readonly { readonly name: string }[];
	readonly objects: readonly AccessObject[];
	readonly next?: string;
}

export interface Hour {
	/** ms */
	readonly at: number;
	readonly opens: number;
	readonly most: number;
}

const HOUR_MS = 3_600_000;

/** The points of a line through the most viewers of each hour up to now, in a box of 100 by 20; hours without anybody are 0. */
export function sparkOf(hours: readonly Hour[], now: number, days: number): string {
	const count = days * 24;
	const last = Math.floor(now / HOUR_MS);
	const byHour = new Map(hours.map(({ at, most }) => [Math.floor(at / HOUR_MS), most]));
	const values = Array.from({ length: count }, (_, index) => byHour.get(last - count + 1 + index) ?? 0);
	const top = Math.max(1, ...values);
	return values
		.map((value, index) => `${((index / (count - 1)) * 100).toFixed(1)},${(19 - (value / top) * 18).toFixed(1)}`)
		.join(' ');
}

/** Of a history in words, for whoever does not see the line. */
export function historyOf(hours: readonly Hour[], days: number): string {
	const opens = hours.reduce((sum, each) => sum + each.opens, 0);
	const most = Math.max(0, ...hours.map((each) => each.most));
	if (opens === 0 && most === 0) return `Nobody has opened it in ${days} days.`;
	const together = most === 0 ? '' : `, by ${countText(most, 'viewer')} at once at most`;
	return `Opened ${timesText(opens)} in ${days} days${together}.`;
}

export interface Day {
	readonly day: string;
	readonly opens: number;
	readonly most: number;
}

/** A history by the reader's days, the newest first; days without anybody are missing. */
export function daysOf(hours: readonly Hour[], options: TimeOptions = {}): readonly Day[] {
	const days = new Map<string, Day>();
	for (const { at, opens, most } of hours) {
		const day = dayOf(at, options);
		const known = days.get(day);
		days.set(day, { day, opens: (known?.opens ?? 0) + opens, most: Math.max(known?.most ?? 0, most) });
	}
	return [...days.values()].reverse();
}

const list = (names: readonly string[]): string => names.join(', ');

/** What a link permits, in words: whose rows come first. */
export function limitsOf({ claims, params, hasPassword, exports }: AccessShare): string {
	const rows = Object.entries(claims).map(([name, value]) => `${name} ${value}`);
	const fixed = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
	return list([
		...(rows.length > 0 ? [`rows of ${list(rows)}`] : []),
		...(fixed.length > 0 ? [`fixed: ${list(fixed)}`] : []),
		hasPassword ? 'with a password' : 'whoever has the link',
		...(exports ? ['rows may be taken away'] : []),
	]);
}

export const isEnded = ({ revokedAt, expiresAt }: Share, now: number): boolean =>
	revokedAt !== null || (expiresAt !== null && expiresAt <= now);

/** How a link fares, in words: how often it was opened, and how long it works or since when it does not. */
export function lifeOf(share: Share, now: number, options: TimeOptions = {}): string {
	const { opens, lastOpenedAt, expiresAt, revokedAt, revokedByName } = share;
	const last = lastOpenedAt === null ? '' : `, last ${agoOf(lastOpenedAt, now, options)}`;
	const opened = opens === 0 ? 'never opened' : `opened ${timesText(opens)}${last}`;
	if (revokedAt !== null) {
		const by = revokedByName === null ? '' : ` by ${revokedByName}`;
		return `${opened}; revoked ${agoOf(revokedAt, now, options)}${by}`;
	}
	if (expiresAt === null) return `${opened}; works until it is revoked`;
	return `${opened}; ${expiresAt > now ? 'ends' : 'ended'} ${agoOf(expiresAt, now, options)}`;
}

/** To whom schedules and alerts send it; those that send it to nobody show it to nobody. */
export const sentTo = ({ sent }: AccessObject): readonly string[] =>
	sent
		.map(({ by, name, channels }) => ({ by, name, to: channels.flatMap(({ to }) => to) }))
		.filter(({ to }) => to.length > 0)
		.map(({ by, name, to }) => `${by} “${name}” to ${list(to)}`);
