/**
 * What each element takes and tells, by the names that a page writes: the ground of the declarations for React, Vue and
 * Svelte beside it. Types only.
 */
import type { SqlChart } from '../elements/sql-chart/sql-chart.ts';
import type { SqlDashboard } from '../elements/sql-dashboard/sql-dashboard.ts';
import type { SqlEditor } from '../elements/sql-editor/sql-editor.ts';
import type { SqlFilter } from '../elements/sql-filter/sql-filter.ts';
import type { SqlInbox } from '../elements/sql-inbox/sql-inbox.ts';
import type { SqlStatus } from '../elements/sql-status/sql-status.ts';
import type { ParamValue } from '../protocol.ts';

type Settable<Element, Names extends keyof Element> = { readonly [Name in Names]?: Element[Name] | undefined };

interface TokenEndpoint {
	readonly 'token-endpoint'?: string | undefined;
}

type Connected = 'server' | 'token' | 'tokenEndpoint' | 'getToken' | 'client' | 'locale' | 'theme';

type ChartNames =
	| 'chart'
	| 'run'
	| 'params'
	| 'type'
	| 'spec'
	| 'explain'
	| 'brush'
	| 'diagnose'
	| 'group'
	| 'heading'
	| 'zone'
	| 'firstDay';

export interface ChartAttributes extends Settable<SqlChart, Connected | ChartNames>, TokenEndpoint {
	readonly loading?: 'eager' | 'lazy' | '' | undefined;
	/** In hours; '' is the default of a week. */
	readonly persist?: string | number | undefined;
	readonly exports?: string | undefined;
	readonly 'first-day'?: string | undefined;
	readonly [param: `param-${string}`]: Exclude<ParamValue, readonly unknown[]> | undefined;
}

type DashboardNames = 'dashboard' | 'declaration' | 'tab' | 'wallboard' | 'zone';

export interface DashboardAttributes extends Settable<SqlDashboard, Connected | DashboardNames>, TokenEndpoint {
	/** 1 to 6. */
	readonly level?: string | number | undefined;
	/** In hours; '' is the default of a week. */
	readonly persist?: string | number | undefined;
	readonly remember?: string | undefined;
	readonly exports?: string | undefined;
}

type FilterNames =
	| 'group'
	| 'param'
	| 'type'
	| 'value'
	| 'label'
	| 'options'
	| 'optionsChart'
	| 'placeholder'
	| 'binds'
	| 'disabled';

export interface FilterAttributes extends Settable<SqlFilter, Connected | FilterNames>, TokenEndpoint {
	readonly 'options-chart'?: string | undefined;
	readonly min?: string | number | undefined;
	readonly max?: string | number | undefined;
	readonly step?: string | number | undefined;
	/** '' is the name of the parameter. */
	readonly remember?: string | undefined;
}

export interface StatusAttributes extends Settable<SqlStatus, Connected>, TokenEndpoint {}

export interface EditorAttributes
	extends Settable<SqlEditor, Connected | 'source' | 'run' | 'value' | 'address'>,
		TokenEndpoint {}

export interface InboxAttributes extends Settable<SqlInbox, Connected | 'heading' | 'run'>, TokenEndpoint {}

type EventsOf<Names extends keyof HTMLElementEventMap> = Pick<HTMLElementEventMap, Names>;

export type ChartEvents = EventsOf<
	'chartwire-state' | 'chartwire-data' | 'chartwire-error' | 'chartwire-hover' | 'chartwire-select' | 'chartwire-brush'
>;
export type DashboardEvents = EventsOf<'chartwire-tab'>;
export type FilterEvents = EventsOf<'chartwire-filter' | 'change'>;
export type EditorEvents = EventsOf<'chartwire-run'>;
export type InboxEvents = EventsOf<'chartwire-open' | 'chartwire-notice'>;

/** Each element by its tag: itself, what it takes, and what it tells. */
export interface Elements {
	readonly 'sql-chart': { readonly element: SqlChart; readonly takes: ChartAttributes; readonly tells: ChartEvents };
	/** The events of its charts bubble through it. */
	readonly 'sql-dashboard': {
		readonly element: SqlDashboard;
		readonly takes: DashboardAttributes;
		readonly tells: DashboardEvents & ChartEvents & FilterEvents;
	};
	readonly 'sql-filter': {
		readonly element: SqlFilter;
		readonly takes: FilterAttributes;
		readonly tells: FilterEvents;
	};
	readonly 'sql-status': { readonly element: SqlStatus; readonly takes: StatusAttributes; readonly tells: object };
	readonly 'sql-editor': {
		readonly element: SqlEditor;
		readonly takes: EditorAttributes;
		readonly tells: EditorEvents;
	};
	readonly 'sql-inbox': { readonly element: SqlInbox; readonly takes: InboxAttributes; readonly tells: InboxEvents };
}

/** `onchartwire-data` and the like, with the element that tells it. */
export type Handlers<Events, Element> = {
	readonly [Name in keyof Events & string as `on${Name}`]?:
		| ((event: Events[Name] & { readonly currentTarget: Element }) => void)
		| undefined;
};
