/** Metrics whose values are counted elsewhere, in plain numbers, and read when somebody asks for them. */
import { Counter, Gauge, type Registry } from 'prom-client';

/** One value, or one for each value of the label; undefined: not known now. */
type Values = number | Readonly<Record<string, number>> | undefined;

export interface Described {
	readonly name: string;
	readonly help: string;
	readonly label?: string;
	readonly read: () => Values | Promise<Values>;
}

interface Settable {
	reset(): void;
	/** With the label's value, when there is a label. */
	put(value: number, labels?: Record<string, string>): void;
}

async function refill(target: Settable, { label, read }: Described): Promise<void> {
	const values = await read();
	target.reset();
	if (typeof values === 'number') target.put(values);
	else if (label !== undefined) {
		for (const [name, value] of Object.entries(values ?? {})) target.put(value, { [label]: name });
	}
}

const baseOf = ({ name, help, label }: Described, registry: Registry) => ({
	name,
	help,
	labelNames: label === undefined ? [] : [label],
	registers: [registry],
});

/** Grows until the process ends. */
export function addCounter(registry: Registry, described: Described): void {
	const counter = new Counter({
		...baseOf(described, registry),
		collect: () => refill(target, described),
	});
	const target: Settable = {
		reset: () => counter.reset(),
		put: (value, labels = {}) => counter.inc(labels, value),
	};
}

export function addGauge(registry: Registry, described: Described): void {
	const gauge = new Gauge({
		...baseOf(described, registry),
		collect: () => refill(target, described),
	});
	const target: Settable = {
		reset: () => gauge.reset(),
		put: (value, labels = {}) => gauge.set(labels, value),
	};
}

export interface RememberOptions<T> {
	readonly forMs: number;
	readonly timeoutMs: number;
	readonly load: () => Promise<T>;
}

/**
 * Loads at most once in a while, and never twice at once, however often it is asked. Answers undefined when that fails
 * or takes too long.
 */
export function remember<T>({ forMs, timeoutMs, load }: RememberOptions<T>): () => Promise<T | undefined> {
	let loadedAt = Number.NEGATIVE_INFINITY;
	let isLoading = false;
	let loading: Promise<T | undefined> = Promise.resolve(undefined);
	return () => {
		if (!isLoading && performance.now() - loadedAt >= forMs) {
			loadedAt = performance.now();
			isLoading = true;
			loading = load()
				.catch(() => undefined)
				.finally(() => {
					isLoading = false;
				});
		}
		const late = new Promise<undefined>((resolve) => setTimeout(resolve, timeoutMs, undefined).unref());
		return Promise.race([loading, late]);
	};
}
