/** A dashboard that is being changed, as this browser keeps it until it is saved. */
import type { Dashboard } from '../../../../widget/dashboard-spec.ts';

export interface Draft {
	/** Of the version from which the changes began. */
	readonly revision: number;
	/** ms, by the browser's clock */
	readonly at: number;
	readonly dashboard: Dashboard;
}

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was kept may be of an older build, or of nobody. */
function isDashboard(value: unknown): value is Dashboard {
	const { title, tabs, filters } = (value ?? {}) as Partial<Record<keyof Dashboard, unknown>>;
	const isTab = (tab: { id?: unknown; items?: unknown }): boolean =>
		typeof tab?.id === 'string' && Array.isArray(tab.items);
	return (
		typeof title === 'string' && Array.isArray(filters) && Array.isArray(tabs) && tabs.length > 0 && tabs.every(isTab)
	);
}

export class DraftStore {
	readonly #key: string;
	readonly #keeper: Keeper;
	/** The browser has refused to keep the last change. */
	isFull = false;

	/** `whose`: of an account, a project and a dashboard, so that drafts never meet. */
	constructor(whose: readonly string[], keeper: Keeper) {
		this.#key = ['chartwire-dashboard', ...whose].join(':');
		this.#keeper = keeper;
	}

	read(): Draft | undefined {
		try {
			const { revision, at, dashboard } = JSON.parse(this.#keeper.getItem(this.#key) ?? '') as Partial<Draft>;
			if (typeof revision !== 'number' || typeof at !== 'number' || !isDashboard(dashboard)) return undefined;
			return { revision, at, dashboard };
		} catch {
			return undefined;
		}
	}

	keep(draft: Draft): void {
		this.isFull = false;
		try {
			this.#keeper.setItem(this.#key, JSON.stringify(draft));
		} catch {
			this.isFull = true;
		}
	}

	forget(): void {
		this.#keeper.removeItem(this.#key);
	}
}
