/** What the component tests share: a client moved by hand, sample results, waiting for a condition, and axe. */
import 'axe-core/axe.min.js';
import type { ChannelUpdate, Client, ConnectionState } from '../../../widget/client.ts';
import type { Cell, ColumnType, ResultEvent, Snapshot, Target } from '../../../widget/protocol.ts';

declare global {
	function describe(title: string, body: () => void): void;
	function it(title: string, body: () => void | Promise<void>): { timeout(ms: number): void };
	function afterEach(body: () => void | Promise<void>): void;
	interface Window {
		axe: {
			run(context: Element, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
		};
	}
}

export type Answer = (method: string, path: string, body: unknown, signal?: AbortSignal) => Promise<unknown>;

/** A client without a server: the test says what its channel and its connection do. */
export class FakeClient implements Client {
	readonly server = 'http://charts.test';
	token = '';
	readonly watchers = new Map<(update: ChannelUpdate) => void, Target>();
	readonly requests: string[] = [];
	tries = 0;
	/** What was asked for anew. */
	readonly anew: (Target | undefined)[] = [];
	answer: Answer = () => Promise.reject(new Error('no answer was prepared'));
	readonly #listeners = new Set<(state: ConnectionState) => void>();
	readonly online: ConnectionState = { status: 'online', transport: 'websocket' };
	#connection: ConnectionState = this.online;
	#seq = 0;
	/** What was said before the first chart asked, as it does once it has been seen; whoever joins late is told. */
	#early: ChannelUpdate[] | undefined = [];

	connection(): ConnectionState {
		return this.#connection;
	}

	onConnection(listener: (state: ConnectionState) => void): () => void {
		this.#listeners.add(listener);
		listener(this.#connection);
		return () => this.#listeners.delete(listener);
	}

	watch(target: Target, listener: (update: ChannelUpdate) => void): () => void {
		this.watchers.set(listener, target);
		for (const update of this.#early?.splice(0) ?? []) listener(update);
		this.#early = undefined;
		return () => this.watchers.delete(listener);
	}

	tryNow(target?: Target): void {
		this.tries += 1;
		this.anew.push(target);
	}

	setToken(): void {}

	serverNow(): number {
		return Date.now();
	}

	request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
		this.requests.push(`${method} ${path}`);
		return this.answer(method, path, body, signal);
	}

	send(update: ChannelUpdate): void {
		this.#early?.push(update);
		for (const listener of [...this.watchers.keys()]) listener(update);
	}

	push(view: Snapshot, channel = 'channel-1'): void {
		this.#seq += 1;
		this.send({ type: 'reset', channel, epoch: 'e1', seq: this.#seq, at: Date.now(), view });
	}

	connect(state: ConnectionState): void {
		this.#connection = state;
		for (const listener of this.#listeners) listener(state);
	}
}

let hashes = 0;

/** An inline result from rows. */
export function result(
	columns: readonly (readonly [string, ColumnType])[],
	rows: readonly (readonly Cell[])[],
	{ ageMs = 0, truncated = false, run = 'run-1' } = {},
): ResultEvent {
	hashes += 1;
	return {
		kind: 'result',
		run,
		result: {
			columns: columns.map(([name, type]) => ({ name, type })),
			data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
			rows: rows.length,
			truncated,
			asOf: Date.now() - ageMs,
			hash: `hash-${hashes}`,
		},
	};
}

export const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

/** One value a day. */
export function series(values: readonly (number | null)[], options = {}): ResultEvent {
	return result(
		[
			['day', 'date'],
			['total', 'number'],
		],
		values.map((value, index) => [day(index), value]),
		options,
	);
}

/** A token that says this of its bearer, and that nobody has signed. */
export const tokenOf = (claims: object): string => `e30.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.c2ln`;

/** How many pixels are opaque and within so much, the sum over the three parts, of a colour. */
export function pixelsLike({ data }: ImageData, color: readonly number[], within: number): number {
	let count = 0;
	for (let at = 0; at < data.length; at += 4) {
		const off = color.reduce((sum, part, index) => sum + Math.abs(part - (data[at + index] ?? 0)), 0);
		if (off < within && data[at + 3] === 255) count += 1;
	}
	return count;
}

/** Waits for a condition by looking at every frame; says what never came true. */
export async function until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
	const end = performance.now() + 8000;
	for (;;) {
		const found = look();
		if (found) return found;
		if (performance.now() > end) throw new Error(`never came true: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 16));
	}
}

/** Resolves once what is due has been drawn and painted, and would have been heard of: some frames later. */
export async function painted(): Promise<void> {
	for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
	const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
	if (a !== e) throw new Error(`${what}: expected ${e}, got ${a}`);
}

export function ok(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** Half of a fade has no contrast that anybody would read by; one begins a frame after what it answers to. */
async function still(element: Element): Promise<void> {
	const hosts = [...element.querySelectorAll('*'), element];
	for (let quiet = 0; quiet < 3; quiet += 1) {
		await new Promise((resolve) => requestAnimationFrame(resolve));
		// A document tells of those of its shadow trees nothing.
		const all = [document, ...hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])].flatMap((root) =>
			root.getAnimations(),
		);
		const ending = all.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
		if (ending.length > 0) quiet = 0;
		await Promise.allSettled(ending.map(({ finished }) => finished));
	}
}

/** Fails with the names of the rules that the element breaks. */
export async function accessible(element: Element): Promise<void> {
	await still(element);
	const { violations } = await window.axe.run(element, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		rules: { region: { enabled: false } },
	});
	const broken = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
	if (broken.length > 0) throw new Error(broken.join('\n'));
}

/** Puts the page into one colour scheme, with enough width for a chart. */
export function page(scheme: 'light' | 'dark' = 'light'): void {
	document.documentElement.lang = 'en';
	document.title = 'Component test';
	document.body.style.cssText =
		scheme === 'dark' ? 'background:#12161b;color:#eceff2;width:720px' : 'background:#fff;color:#16191d;width:720px';
}
