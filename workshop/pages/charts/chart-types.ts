/** What `/v1/charts` answers. */
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { Params, ParamValue } from '../../../widget/protocol.ts';

export interface ListedChart {
	readonly name: string;
	readonly title: string;
	readonly source: string;
	/** null: as its columns suggest. */
	readonly type: string | null;
	readonly revision: number;
	/** ms */
	readonly updatedAt: number;
	/** An account's id, or the subject of a token. */
	readonly updatedBy: string;
	/** What the account's person, or the machine, is called. */
	readonly updatedByName?: string;
}

export interface ChartParam {
	readonly name: string;
	readonly type: 'text' | 'number' | 'boolean' | 'date' | 'daterange' | 'list';
	readonly default?: ParamValue;
	readonly required?: boolean;
	readonly allowed?: readonly (string | number)[] | { readonly sql: string };
}

export interface Declaration {
	readonly title: string;
	readonly source: string;
	readonly sql: string;
	readonly params: readonly ChartParam[];
	readonly claims: readonly string[];
	readonly timeZone: string;
	readonly refreshMs: number | null;
	readonly maxAgeMs: number;
	readonly maxStaleMs: number | null;
	readonly listen: string | null;
	readonly changeMs: number;
	readonly warm: Readonly<Record<string, unknown>> | null;
	readonly spec: ChartSpec | null;
}

export interface StoredChart {
	readonly chart: string;
	readonly revision: number;
	readonly updatedAt: number;
	readonly updatedBy: string;
	readonly updatedByName?: string;
	readonly declaration: Declaration;
}

export type { Params, ParamValue };
