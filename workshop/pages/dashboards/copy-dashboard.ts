/** Saving a dashboard as a new one. */
import type { Dashboard } from '../../../widget/dashboard-spec.ts';
import type { Api } from '../../shared/api.ts';
import { saveAsNew } from '../../shared/save-as-new.ts';
import type { StoredDashboard } from './dashboard-types.ts';

/** @returns its name @throws ApiError */
export const saveDashboard = (api: Api, wanted: string, body: Dashboard): Promise<string> =>
	saveAsNew(api, { path: '/dashboards', conflict: 'dashboard_conflict', wanted, body });

/** @returns the name of the copy @throws ApiError */
export function copyDashboard(api: Api, { dashboard, declaration }: StoredDashboard): Promise<string> {
	return saveDashboard(api, `${dashboard}-copy`, { ...declaration, title: `${declaration.title} (copy)` });
}
