/**
 * Who is watching now, and how much was watched: numbers alone. Each node says beside its leases how many watch what there,
 * and writes into the control store, by the hour, how often something was opened and how many watched it at once. No subject,
 * address or token is known here, so none can be kept.
 */
import { randomUUID } from 'node:crypto';
import { type Bindable, type Database, statement } from '../database/database.ts';
import type { Hub } from '../gateway/hub.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import type { Stream, Viewers } from '../stream/stream.ts';
import { parseViewed, type Viewed } from './viewed.ts';

const EACH_MS = 2_000;
/** What was said is said again in time, however little has changed; a node that is gone is forgotten so much later. */
const TELL_AGAIN_MS = 6_000;
const LIFE_MS = 20_000;
const CLEAN_EACH_MS = 3_600_000;

const upsertViews = statement<never>(import.meta.url, 'upsert-views');
const selectViews = statement<Hour>(import.meta.url, 'select-views');
const deleteViews = statement<never>(import.meta.url, 'delete-views');

/** Of one hour. */
interface Hour {
	/** Its beginning, in ms. */
	readonly at: number;
	/** How often it was opened; coming back after a tunnel is not opening. */
	readonly opens: number;
	/** How many watched at once, at the fullest moment of those that were looked at. */
	readonly most: number;
}

/** Hours in which nobody came are missing; the oldest first. */
export const viewsOf = (database: Database, { project, kind, name }: Viewed, days: number): Promise<readonly Hour[]> =>
	selectViews(database, [project, kind, name, days]);

/** Those of a project who watch now, at all nodes together. */
export async function watchedNow(stream: Pick<Stream, 'viewers'>, project: string) {
	const all = Object.entries(await stream.viewers()).map(([text, viewers]) => ({ viewed: parseViewed(text), viewers }));
	const of = (kind: Viewed['kind']) =>
		all.flatMap(({ viewed, viewers }) =>
			viewed?.project === project && viewed.kind === kind ? [{ name: viewed.name, viewers }] : [],
		);
	return { charts: of('chart'), dashboards: of('dashboard') };
}

export interface ViewsOptions {
	readonly database: Database;
	readonly stream: Pick<Stream, 'tellViewers' | 'viewers'>;
	readonly log: Log;
	readonly hub: Pick<Hub, 'viewers' | 'takeOpens'>;
	/** So long they are kept. */
	readonly days: number;
}

export class Views {
	readonly #options: ViewsOptions;
	readonly #node = randomUUID();
	#told = '';
	#toldAt = Number.NEGATIVE_INFINITY;
	#cleanedAt = performance.now();
	/** What is not written down yet. */
	readonly #opens = new Map<string, number>();
	/** What was written down last, and in which hour. */
	readonly #most = new Map<string, { readonly hour: number; readonly most: number }>();

	constructor(options: ViewsOptions) {
		this.#options = options;
	}

	/** Returns what stops it; the other nodes then know at once that nobody watches here any more. */
	start(): () => Promise<void> {
		const { log, stream } = this.#options;
		const stop = startLoop({ name: 'views', everyMs: EACH_MS, log, work: () => this.turn() });
		return async () => {
			await stop();
			await stream.tellViewers(this.#node, {}, LIFE_MS);
		};
	}

	/** Once around: says how many watch here, and writes down what has changed. */
	async turn(): Promise<void> {
		const { hub } = this.#options;
		const here = hub.viewers();
		for (const [name, opens] of Object.entries(hub.takeOpens()))
			this.#opens.set(name, (this.#opens.get(name) ?? 0) + opens);
		await this.#tell(here);
		await this.#keep(Object.keys(here));
		await this.#clean();
	}

	async #tell(here: Viewers): Promise<void> {
		const text = JSON.stringify(here);
		const now = performance.now();
		if (text === this.#told && (text === '{}' || now - this.#toldAt < TELL_AGAIN_MS)) return;
		await this.#options.stream.tellViewers(this.#node, here, LIFE_MS);
		this.#told = text;
		this.#toldAt = now;
	}

	/** Of what is watched here how many watch it everywhere, where that is more than is known of this hour. */
	async #more(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
		if (names.length === 0) return new Map();
		const everywhere = await this.#options.stream.viewers();
		const hour = hourNow();
		const isMore = (name: string, most: number): boolean => {
			const known = this.#most.get(name);
			return known === undefined || known.hour !== hour || most > known.most;
		};
		const all = names.map((name) => [name, everywhere[name] ?? 0] as const);
		return new Map(all.filter(([name, most]) => isMore(name, most)));
	}

	async #keep(names: readonly string[]): Promise<void> {
		const most = await this.#more(names);
		const opens = new Map(this.#opens);
		const changed = [...new Set([...most.keys(), ...opens.keys()])].flatMap((name) => {
			const viewed = parseViewed(name);
			return viewed === undefined ? [] : [{ ...viewed, opens: opens.get(name) ?? 0, most: most.get(name) ?? 0 }];
		});
		if (changed.length === 0) return;
		await upsertViews(this.#options.database, [changed] as unknown as Bindable[]);
		this.#opens.clear();
		const hour = hourNow();
		for (const [name, known] of this.#most) if (known.hour !== hour) this.#most.delete(name);
		for (const [name, count] of most) this.#most.set(name, { hour, most: count });
	}

	async #clean(): Promise<void> {
		const now = performance.now();
		if (now - this.#cleanedAt < CLEAN_EACH_MS) return;
		this.#cleanedAt = now;
		await dropOldViews(this.#options.database, this.#options.days);
	}
}

/** What is older than so many days. */
export async function dropOldViews(database: Database, days: number): Promise<void> {
	await deleteViews(database, [days]);
}

const hourNow = (): number => Math.floor(Date.now() / 3_600_000);
