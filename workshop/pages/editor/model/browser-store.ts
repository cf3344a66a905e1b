/** The tabs as this browser keeps them, a key each, so that a keystroke writes one tab. */
import { type Bench, newTab, type Tab } from '../pure/tabs.ts';

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Order {
	readonly ids: readonly string[];
	readonly active: string;
}

function parsed(text: string | null): unknown {
	try {
		return text === null ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

export class BrowserStore {
	readonly #prefix: string;
	readonly #storage: Keeper;
	/** True once the browser has refused to keep more. */
	isFull = false;

	/** `prefix`: of an account in a project, which see nothing of each other's. */
	constructor(prefix: string, storage: Keeper) {
		this.#prefix = prefix;
		this.#storage = storage;
	}

	read(): Bench | undefined {
		const order = parsed(this.#storage.getItem(`${this.#prefix}:order`)) as Partial<Order> | undefined;
		const tabs = (order?.ids ?? []).flatMap((id): Tab[] => {
			const tab = parsed(this.#storage.getItem(`${this.#prefix}:${id}`)) as Partial<Tab> | undefined;
			// An older build may have kept less of a tab.
			return typeof tab?.sql === 'string' ? [{ ...newTab(id), ...tab, id }] : [];
		});
		if (tabs.length === 0) return undefined;
		const active = tabs.find(({ id }) => id === order?.active) ?? tabs[0];
		return { tabs, active: active?.id ?? '' };
	}

	/** Writes what is another than before. */
	keep(bench: Bench, before: Bench | undefined): void {
		this.isFull = false;
		const old = new Map(before?.tabs.map((tab) => [tab.id, tab]));
		for (const tab of bench.tabs) {
			if (old.get(tab.id) !== tab) this.#write(tab.id, tab);
			old.delete(tab.id);
		}
		const order: Order = { ids: bench.tabs.map(({ id }) => id), active: bench.active };
		this.#write('order', order);
		for (const id of old.keys()) this.#storage.removeItem(`${this.#prefix}:${id}`);
	}

	#write(key: string, value: unknown): void {
		try {
			this.#storage.setItem(`${this.#prefix}:${key}`, JSON.stringify(value));
		} catch {
			this.isFull = true;
		}
	}
}
