/** What `/v1/alerts` and `/v1/deliveries` answer. Times in ms. */
import type { Params } from '../../../widget/protocol.ts';

export type ShownState = 'ok' | 'pending' | 'firing' | 'recovering' | 'acknowledged' | 'snoozed';
export type EventKind =
	| 'fired'
	| 'still-firing'
	| 'recovered'
	| 'acknowledged'
	| 'snoozed'
	| 'woken'
	| 'broken'
	| 'mended';

export const OPERATORS = ['>', '>=', '<', '<=', '=', '!='] as const;
export type Operator = (typeof OPERATORS)[number];

export type Patience = { readonly times: number } | { readonly ms: number };

export type Condition =
	| { readonly kind: 'threshold'; readonly op: Operator; readonly value: number; readonly clear?: number }
	| {
			readonly kind: 'change';
			readonly by: 'percent' | 'absolute';
			readonly value: number;
			readonly direction: 'up' | 'down' | 'either';
			readonly over: { readonly results: number } | { readonly ms: number };
			readonly clear?: number;
	  }
	| { readonly kind: 'no-data'; readonly forMs?: number }
	| { readonly kind: 'failed'; readonly times: number }
	| { readonly kind: 'anomaly'; readonly sensitivity: number; readonly history: number };

/** As it is given; a webhook's address that stays is given back by its host and reference. */
export type Channel =
	| { readonly kind: 'email'; readonly to: readonly string[] }
	| { readonly kind: 'slack' | 'webhook'; readonly url: string }
	| { readonly kind: 'slack' | 'webhook'; readonly host: string; readonly ref: string };

export interface Declaration {
	readonly title: string;
	readonly chart: string;
	readonly params: Params;
	readonly claims: Params;
	readonly column?: string;
	readonly rows: 'last' | 'first' | 'any' | 'all';
	readonly condition: Condition;
	readonly for: Patience;
	readonly recoverFor?: Patience;
	readonly everyMs?: number;
	readonly cron?: string;
	readonly timeZone?: string;
	readonly channels: readonly Channel[];
	readonly attach: { readonly picture: boolean; readonly csv: boolean };
	readonly enabled: boolean;
}

export interface Alert {
	readonly alert: string;
	readonly title: string;
	readonly chart: string;
	readonly enabled: boolean;
	readonly revision: number;
	readonly updatedAt: number;
	readonly updatedBy: string;
	readonly state: ShownState;
	/** Since when it is pending or fires. */
	readonly since?: number;
	readonly acknowledged?: { readonly by: string; readonly at: number };
	readonly snooze?: { readonly until: number | 'recovered'; readonly by: string };
	/** Why it cannot be checked. */
	readonly problem: string | null;
	readonly value: number | null;
	readonly reason: string | null;
	readonly evaluatedAt: number | null;
	readonly nextAt: number | null;
	/** What it watches for, in words. */
	readonly watches: string;
}

export type ListedAlert = Alert & { readonly followers: number; readonly following: boolean };

type Hidden = 'channels' | 'claims' | 'params';

/** One of them; viewers are not told whom it writes to. */
export type WholeAlert = Alert & {
	readonly following: boolean;
	readonly followers?: readonly string[];
	readonly declaration: Omit<Declaration, Hidden> & Partial<Pick<Declaration, Hidden>>;
	/** What those are called whom it names by their ids. */
	readonly names: Readonly<Record<string, string>>;
};

export interface LoggedEvent {
	readonly number: number;
	readonly at: number;
	readonly kind: EventKind;
	readonly value: number | null;
	readonly reason: string;
	readonly by: string | null;
	readonly told: boolean;
}

export interface Bounds {
	readonly above?: number;
	readonly below?: number;
}

export interface Point {
	readonly at: number;
	/** null: it had none. */
	readonly value: number | null;
	readonly is: 'bad' | 'good' | 'between' | 'unknown';
	readonly reason: string;
	readonly phase: 'ok' | 'pending' | 'firing' | 'recovering';
	readonly bounds?: Bounds;
}

export interface Preview {
	readonly of: 'alert' | 'runs';
	readonly points: readonly Point[];
	readonly events: readonly { readonly at: number; readonly kind: EventKind; readonly reason: string }[];
	readonly limits?: { readonly fires: number; readonly recovers: number };
}

export interface Delivery {
	readonly delivery: string;
	readonly cause: { readonly kind: string; readonly name: string; readonly at: number };
	readonly channel: Channel;
	readonly subject: string | null;
	readonly state: 'waiting' | 'sending' | 'sent' | 'dead';
	readonly attempts: number;
	readonly dueAt?: number;
	readonly failure?: { readonly code: string; readonly message: string };
}
