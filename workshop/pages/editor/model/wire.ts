/** What the server answers to the editor, as far as it is read. */
import type { Params } from '../../../../widget/protocol.ts';
import type { Declaration } from '../pure/declaration.ts';

export interface ListedSource {
	readonly name: string;
	readonly engine?: string;
}

/** As `GET /v1/runs/:id` and each of `GET /v1/runs`; times in ms. */
export interface RunRecord {
	readonly run: string;
	readonly state: 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';
	readonly source: string;
	readonly chart: string | null;
	readonly sql: string;
	readonly params: Params;
	readonly explain?: true | 'analyze';
	readonly by?: string;
	readonly acceptedAt?: number;
	readonly startedAt?: number;
	readonly finishedAt?: number;
	readonly rows?: number;
	readonly error?: { readonly message: string };
}

export interface RunPage {
	readonly runs: readonly RunRecord[];
	/** The cursor of the next page. */
	readonly next?: string;
}

export interface StoredChart {
	readonly chart: string;
	readonly revision?: number;
	readonly declaration: Declaration;
}
