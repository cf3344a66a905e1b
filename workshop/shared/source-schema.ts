/** What a source has, as its own role sees it: read from the control store, and waited for while a worker reads it. */
import type { ColumnType } from '../../widget/protocol.ts';
import type { Api } from './api.ts';

export interface SchemaColumn {
	readonly name: string;
	/** In the database's own words. */
	readonly type: string;
	/** What a result calls it. */
	readonly columnType: ColumnType;
	readonly nullable: boolean;
	readonly default?: string;
	readonly comment?: string;
}

export interface ForeignKey {
	readonly columns: readonly string[];
	readonly references: { readonly schema: string; readonly relation: string; readonly columns: readonly string[] };
}

export interface Relation {
	readonly name: string;
	readonly kind: 'table' | 'view' | 'materialized view' | 'foreign table';
	readonly comment?: string;
	/** The database's own estimate. */
	readonly rows?: number;
	readonly columns: readonly SchemaColumn[];
	readonly primaryKey?: readonly string[];
	readonly foreignKeys: readonly ForeignKey[];
	readonly indexes: readonly { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean }[];
}

export interface SourceSchema {
	/** When a worker began to read it, ms by the server's clock. */
	readonly asOf: number;
	readonly engine: 'postgresql' | 'mysql';
	readonly schemas: readonly { readonly name: string; readonly relations: readonly Relation[] }[];
	/** There is more than was read. */
	readonly truncated: boolean;
}

export interface SchemaReading {
	/** Undefined: nothing was read yet. */
	readonly schema: SourceSchema | undefined;
	/** `failed`: what is there is older than the last try. */
	readonly state: 'reading' | 'ready' | 'failed';
}

export interface ReadingOptions {
	readonly signal: AbortSignal;
	/** Resolves after so many ms. @throws when the signal is aborted */
	readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** That whose tables need no schema before their names comes first: of what may be thousands nobody has to look for their own. */
export const publicFirst = <S extends { readonly name: string }>(schemas: readonly S[]): readonly S[] =>
	[...schemas].sort((a, b) => Number(b.name === 'public') - Number(a.name === 'public'));

const LEAST_WAIT_MS = 1000;

/** @throws DOMException AbortError */
function waited(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = (): void => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', stop);
			resolve();
		}, ms);
		signal.addEventListener('abort', stop, { once: true });
	});
}

const stateOf = (response: Response): SchemaReading['state'] => {
	const state = response.headers.get('chartwire-schema-state');
	return state === 'reading' || state === 'failed' ? state : 'ready';
};

const pathOf = (source: string): string => `/sources/${encodeURIComponent(source)}/schema`;

/**
 * What is known at once, and again with each change, until nothing more is being read.
 * @throws ApiError when there is nothing and the last try failed; DOMException AbortError
 */
export async function* readSchema(
	api: Pick<Api, 'response'>,
	source: string,
	{ signal, wait = waited }: ReadingOptions,
): AsyncGenerator<SchemaReading, void> {
	let schema: SourceSchema | undefined;
	let etag: string | null = null;
	for (;;) {
		const headers: Readonly<Record<string, string>> = etag === null ? {} : { 'if-none-match': etag };
		const response: Response = await api.response('GET', pathOf(source), { signal, headers });
		if (response.status === 200) {
			schema = (await response.json()) as SourceSchema;
			etag = response.headers.get('etag');
		}
		const state = response.status === 202 ? 'reading' : stateOf(response);
		yield { schema, state };
		if (state !== 'reading') return;
		await wait(Math.max(LEAST_WAIT_MS, 1000 * Number(response.headers.get('retry-after') ?? 1)), signal);
	}
}

/** Lets a worker read it anew; `readSchema` tells of it. @throws ApiError */
export async function refreshSchema(api: Pick<Api, 'response'>, source: string): Promise<void> {
	await api.response('POST', `${pathOf(source)}/refresh`);
}
