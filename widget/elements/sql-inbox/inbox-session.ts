import type { ChannelUpdate, Client } from '../../client.ts';
import { ChartwireError } from '../../errors.ts';
import { noticesOf, unreadOf } from '../../notices.ts';
import type { Notice, NoticeEvent, RunNotice } from '../../protocol.ts';
import { isLasting } from '../shared/lasting.ts';
import type { RunRecord } from '../sql-editor/run-state.ts';

/** A run of the bearer's history, as `GET /v1/runs` lists it; times are the server's in ms. */
export interface ListedRun extends RunRecord {
	readonly chart?: string | null;
	readonly askedAt: number;
	readonly read: boolean;
}

interface Page {
	readonly runs: readonly ListedRun[];
	readonly next?: string;
}

/** What is no run: it is told whole, with each change. */
export type OtherNotice = Exclude<Notice, RunNotice>;

export const isOther = (notice: Notice): notice is OtherNotice => 'id' in notice;

const keyOf = (notice: Notice): string => (isOther(notice) ? notice.id : notice.run);

/** A list that holds runs under way is asked for again this often; each end is told over the socket. */
const LOOK_AGAIN_MS = 2000;
const RETRY_MS = 5000;

export const isUnderWay = ({ state }: ListedRun): boolean =>
	state === 'waiting' || state === 'queued' || state === 'running';

/**
 * Owns what an inbox knows: the number of unread runs and what has just ended, from the socket; the list of runs, asked
 * for again with each such word, since a notice says neither the SQL nor the time that a run took.
 */
export class InboxSession {
	runs: readonly ListedRun[] | undefined;
	next: string | undefined;
	unread = 0;
	/** What alerts have said, what was shared and which schedules were not sent, the newest first. */
	others: readonly OtherNotice[] = [];
	/** The newest of all that was heard of since the inbox was opened. */
	heard: Notice | undefined;
	/** Why the list, or what was asked of it, could not be had. */
	problem = '';
	readonly #changed: () => void;
	#client: Client | undefined;
	#unwatch: (() => void) | undefined;
	#asking = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#known: ReadonlySet<string> | undefined;

	constructor(changed: () => void) {
		this.#changed = changed;
	}

	attach(client: Client | undefined): void {
		this.#unwatch?.();
		this.#asking.abort();
		clearTimeout(this.#timer);
		this.#client = client;
		this.#unwatch = client?.watch({ inbox: true }, (update) => this.#hear(update));
		if (client) void this.refresh();
	}

	#hear(update: ChannelUpdate): void {
		if (update.type === 'error') this.problem = update.message;
		else if (update.type === 'blank') this.#forget();
		else if ('view' in update && update.view.inbox) this.#notice(update.view.inbox);
		this.#changed();
	}

	/** Another bearer's runs are nobody else's to see. */
	#forget(): void {
		this.runs = undefined;
		this.next = undefined;
		this.unread = 0;
		this.others = [];
		this.heard = undefined;
		this.#known = undefined;
	}

	#notice(inbox: NoticeEvent): void {
		const known = this.#known;
		const all = noticesOf(inbox);
		const fresh = all.find((each) => known !== undefined && !each.read && !known.has(keyOf(each)));
		this.#known = new Set([...(known ?? []), ...all.map(keyOf)]);
		this.unread = unreadOf(inbox);
		this.others = all.filter(isOther);
		this.heard = fresh ?? this.heard;
		void this.refresh();
	}

	/** Asks for the newest runs; whatever was loaded of older ones stays. */
	async refresh(): Promise<void> {
		const client = this.#client;
		if (client === undefined) return;
		this.#asking.abort();
		this.#asking = new AbortController();
		clearTimeout(this.#timer);
		const { signal } = this.#asking;
		try {
			const page = (await client.request('GET', '/v1/runs?limit=25', undefined, signal)) as Page;
			if (signal.aborted) return;
			const fresh = new Set(page.runs.map(({ run }) => run));
			const older = (this.runs ?? []).slice(25).filter(({ run }) => !fresh.has(run));
			this.runs = [...page.runs, ...older];
			if (older.length === 0) this.next = page.next;
			this.problem = '';
			if (this.runs.some(isUnderWay)) this.#later(LOOK_AGAIN_MS);
		} catch (error) {
			if (signal.aborted) return;
			this.problem = error instanceof ChartwireError ? error.message : String(error);
			if (!isLasting(error)) this.#later(RETRY_MS);
		}
		this.#changed();
	}

	async more(): Promise<void> {
		if (this.next === undefined) return;
		const cursor = encodeURIComponent(this.next);
		await this.#do(async (client) => {
			const page = (await client.request('GET', `/v1/runs?limit=25&cursor=${cursor}`)) as Page;
			const known = new Set(this.runs?.map(({ run }) => run));
			this.runs = [...(this.runs ?? []), ...page.runs.filter(({ run }) => !known.has(run))];
			this.next = page.next;
		});
	}

	/** Marks one run as read, or all of them. The server tells every page of this author. */
	async read(run?: string): Promise<void> {
		const isMeant = (each: ListedRun) => (run === undefined ? !isUnderWay(each) : each.run === run);
		if (run !== undefined && this.runs?.some((each) => each.run === run && each.read)) return;
		await this.#do(async (client) => {
			const body = run === undefined ? { all: true } : { runs: [run] };
			const answer = (await client.request('POST', '/v1/inbox/read', body)) as NoticeEvent;
			this.unread = unreadOf(answer);
			this.others = noticesOf(answer).filter(isOther);
			this.runs = this.runs?.map((each) => (isMeant(each) ? { ...each, read: true } : each));
		});
	}

	/** Marks what an alert has said, or what was shared, as read. */
	async readOther({ id, read }: OtherNotice): Promise<void> {
		if (read) return;
		await this.#do(async (client) => {
			const answer = (await client.request('POST', '/v1/inbox/read', { notices: [id] })) as NoticeEvent;
			this.unread = unreadOf(answer);
			this.others = noticesOf(answer).filter(isOther);
		});
	}

	async cancel(run: string): Promise<void> {
		await this.#do((client) => client.request('DELETE', `/v1/runs/${encodeURIComponent(run)}`));
		void this.refresh();
	}

	async #do(work: (client: Client) => Promise<unknown>): Promise<void> {
		const client = this.#client;
		if (client === undefined) return;
		try {
			await work(client);
			this.problem = '';
		} catch (error) {
			this.problem = error instanceof ChartwireError ? error.message : String(error);
		}
		if (client === this.#client) this.#changed();
	}

	#later(ms: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.refresh(), ms);
	}
}
