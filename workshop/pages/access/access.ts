/** What the page “Access” is told, and what it makes of it. Pure. */

export interface AccessShare {
	readonly id: string;
	readonly title: string;
	readonly claims: Readonly<Record<string, string | number | boolean>>;
	readonly exports: boolean;
	readonly hasPassword: boolean;
	readonly expiresAt: number | null;
	readonly createdByName: string;
	readonly lacking: readonly string[];
}

export interface AccessObject {
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
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

export interface Access {
	readonly members: readonly { readonly name: string; readonly role: string }[];
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
	return `Opened ${opens === 1 ? 'once' : `${opens} times`} in ${days} days, watched by ${most} at once at most.`;
}

const list = (names: readonly string[]): string => names.join(', ');

/** What a link permits, in words: whose rows come first. */
export function limitsOf({ claims, hasPassword, exports }: AccessShare): string {
	const rows = Object.entries(claims).map(([name, value]) => `${name} ${value}`);
	return list([
		...(rows.length > 0 ? [`rows of ${list(rows)}`] : []),
		hasPassword ? 'with a password' : 'whoever has the link',
		...(exports ? ['rows may be taken away'] : []),
	]);
}

/** To whom schedules and alerts send it. */
export const sentTo = ({ sent }: AccessObject): readonly string[] =>
	sent.map(({ by, name, channels }) => `${by} “${name}” to ${list(channels.flatMap(({ to }) => to)) || 'nobody'}`);
