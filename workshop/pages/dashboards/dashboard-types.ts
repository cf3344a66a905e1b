/** What `/v1/dashboards` answers. */
import type { Dashboard } from '../../../widget/dashboard-spec.ts';

export interface ListedDashboard {
	readonly name: string;
	readonly title: string;
	/** How many are on it. */
	readonly charts: number;
	readonly revision: number;
	/** ms */
	readonly updatedAt: number;
	/** An account's id, or the subject of a token. */
	readonly updatedBy: string;
	/** What the server calls them, if it knows. */
	readonly updatedByName?: string;
}

export interface StoredDashboard {
	/** Its name. */
	readonly dashboard: string;
	readonly revision: number;
	/** ms */
	readonly updatedAt: number;
	readonly updatedBy: string;
	readonly updatedByName?: string;
	readonly declaration: Dashboard;
}
