/** Saving a dashboard as a new one, under the first name that is free. */
import type { Dashboard } from '../../../widget/dashboard-spec.ts';
import { type Api, ApiError } from '../../shared/api.ts';
import type { StoredDashboard } from './dashboard-types.ts';
import { freeName } from './pure/first-dashboard.ts';

/** How many names are tried before somebody has to choose one. */
const MOST_TRIES = 50;
/** The longest name, less what makes it another one. */
const LONGEST = 58;

/** @returns its name @throws ApiError */
export async function saveAsNew(api: Api, wanted: string, dashboard: Dashboard): Promise<string> {
	const taken = new Set<string>();
	for (;;) {
		const name = freeName(wanted.slice(0, LONGEST), taken);
		try {
			const headers = { 'if-none-match': '*' };
			await api.ask('PUT', `/dashboards/${name}`, { body: dashboard, headers });
			return name;
		} catch (error) {
			const isTaken = error instanceof ApiError && error.code === 'dashboard_conflict';
			if (!isTaken || taken.size >= MOST_TRIES) throw error;
			taken.add(name);
		}
	}
}

/** @returns the name of the copy @throws ApiError */
export function copyDashboard(api: Api, { dashboard, declaration }: StoredDashboard): Promise<string> {
	return saveAsNew(api, `${dashboard}-copy`, { ...declaration, title: `${declaration.title} (copy)` });
}
