/**
 * What a dashboard is: the declaration that an author saves (`PUT /v1/dashboards/:name`, checked by
 * server/dashboards/schema.ts) and that whoever watches it is sent. Unknown fields are refused by the server and ignored
 * here, so that an older script shows what it can of a newer declaration.
 */
import type { Params } from './protocol.ts';

/** Names of tabs, items and filters are `[a-z0-9-]{1,40}` and unique within the dashboard. */
export interface Dashboard {
	readonly title: string;
	readonly description?: string;
	/** 1 to 20. */
	readonly tabs: readonly DashboardTab[];
	/** At most 20. */
	readonly filters: readonly DashboardFilter[];
	readonly wall?: DashboardWall;
}

/** How it is shown on a wall, where nobody touches it. */
export interface DashboardWall {
	/** After which the next tab is shown. Default 20 000, at least 5 000. */
	readonly rotateMs?: number;
	/** Default: dark. */
	readonly theme?: 'light' | 'dark';
	/** Default: true. */
	readonly clock?: boolean;
	/** An IANA time zone, such as Europe/Lisbon, of the clock. Default: the viewer's. */
	readonly timeZone?: string;
}

export interface DashboardTab {
	readonly id: string;
	readonly title: string;
	/** At most 60, none of which overlaps another. */
	readonly items: readonly DashboardItem[];
}

/** Where an item is, on a grid of 12 columns whose rows are 56 px high, with gaps of 16 px. */
export interface DashboardPlace {
	/** 0 to 11. */
	readonly x: number;
	readonly y: number;
	/** 1 to 12, of which `x + w` is at most 12. */
	readonly w: number;
	/** 1 to 40. */
	readonly h: number;
}

export type DashboardItem = DashboardPlace & { readonly id: string } & (
		| {
				readonly kind: 'chart';
				/** Its name. One that there is not is shown as missing in its place. */
				readonly chart: string;
				/** Default: that of the chart. */
				readonly title?: string;
				readonly params?: Params;
		  }
		| { readonly kind: 'heading'; readonly text: string }
		/** Paragraphs, `- ` lists, `**bold**`, `*italic*`, `[label](https://…)`; never HTML. */
		| { readonly kind: 'text'; readonly text: string }
	);

/** What sets one parameter of many charts. */
export interface DashboardFilter {
	readonly id: string;
	readonly label: string;
	readonly type: 'choice' | 'date-range' | 'number' | 'search';
	/** What the charts call it that do not call it otherwise. */
	readonly param: string;
	/** With which it begins. */
	readonly value?: string;
	/** Of a choice: its values, or each with what it is called. */
	readonly options?: readonly (string | readonly [string, string])[];
	/** Of a choice: the chart whose first column has the values. It counts as one of the dashboard's charts. */
	readonly optionsChart?: string;
	/** By item: what its chart calls the parameter; null: this filter is not for it. */
	readonly binds?: Readonly<Record<string, string | null>>;
}
