/** The schemas of sources, asked for when they are needed; one that is being read is asked for again until it is there. */
import { type Api, ApiError } from '../../../shared/api.ts';
import type { Catalog } from '../pure/catalog.ts';

export type SchemaView =
	| { readonly state: 'none' }
	| { readonly state: 'reading' }
	| { readonly state: 'ready'; readonly catalog: Catalog; readonly refreshing: boolean }
	| { readonly state: 'failed'; readonly message: string; readonly catalog?: Catalog };

const NONE: SchemaView = { state: 'none' };
const STATE = 'chartwire-schema-state';
const LEAST_WAIT_MS = 1000;

const catalogOf = (view: SchemaView): Catalog | undefined => ('catalog' in view ? view.catalog : undefined);
const path = (source: string, rest = '') => `/sources/${encodeURIComponent(source)}/schema${rest}`;

export class Schemas {
	readonly #api: Api;
	readonly #changed: () => void;
	readonly #views = new Map<string, SchemaView>();
	readonly #asking = new Map<string, AbortController>();

	constructor(api: Api, changed: () => void) {
		this.#api = api;
		this.#changed = changed;
	}

	view(source: string): SchemaView {
		return this.#views.get(source) ?? NONE;
	}

	catalog(source: string): Catalog | undefined {
		return catalogOf(this.view(source));
	}

	/** Asks once; whoever asks again is shown what there is. */
	want(source: string): void {
		if (source !== '' && !this.#views.has(source)) void this.#ask(source);
	}

	async refresh(source: string): Promise<void> {
		const before = this.catalog(source);
		this.#set(source, before ? { state: 'ready', catalog: before, refreshing: true } : { state: 'reading' });
		try {
			await this.#api.ask('POST', path(source, '/refresh'));
			await this.#ask(source);
		} catch (error) {
			this.#fail(source, error);
		}
	}

	stop(): void {
		for (const asking of this.#asking.values()) asking.abort();
		this.#asking.clear();
	}

	#set(source: string, view: SchemaView): void {
		this.#views.set(source, view);
		this.#changed();
	}

	#fail(source: string, error: unknown): void {
		const catalog = this.catalog(source);
		const message = error instanceof ApiError ? error.message : String(error);
		this.#set(source, { state: 'failed', message, ...(catalog ? { catalog } : {}) });
	}

	async #ask(source: string): Promise<void> {
		this.#asking.get(source)?.abort();
		const asking = new AbortController();
		const { signal } = asking;
		this.#asking.set(source, asking);
		if (this.catalog(source) === undefined) this.#set(source, { state: 'reading' });
		try {
			while (!signal.aborted) {
				const response = await this.#api.response('GET', path(source), { signal });
				const isReading = response.status === 202 || response.headers.get(STATE) === 'reading';
				if (response.status !== 202) {
					const catalog = (await response.json()) as Catalog;
					if (signal.aborted) return;
					this.#set(source, { state: 'ready', catalog, refreshing: isReading });
				}
				if (!isReading) return;
				const waitMs = Math.max(LEAST_WAIT_MS, Number(response.headers.get('retry-after') ?? 1) * 1000);
				await new Promise((resolve) => setTimeout(resolve, waitMs));
			}
		} catch (error) {
			if (!signal.aborted) this.#fail(source, error);
		} finally {
			if (this.#asking.get(source) === asking) this.#asking.delete(source);
		}
	}
}
