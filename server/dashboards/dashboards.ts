/** Dashboards: what is shown together, and where. Kept as they were declared, each of them with its versions. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { type Stored, Versions } from '../versions/versions.ts';
import { chartsOn, type Dashboard } from './declaration.ts';

interface DashboardRow {
	readonly declaration: Dashboard;
	readonly revision: number;
	readonly updated_at: Date;
	readonly updated_by: string;
}

const selectDashboard = statement<DashboardRow>(import.meta.url, 'select-dashboard');
const upsertDashboard = statement<never>(import.meta.url, 'upsert-dashboard');

export const unknownDashboard = (name: string): NamedError =>
	new NamedError('unknown_dashboard', `There is no dashboard "${name}" that this token may watch.`);

/** Undefined where there is none. */
export async function findDashboard(
	on: Executor,
	project: string,
	name: string,
): Promise<Stored<Dashboard> | undefined> {
	const [row] = await selectDashboard(on, [project, name]);
	if (row === undefined) return undefined;
	const { declaration, revision, updated_at, updated_by } = row;
	return { declaration, revision, updatedAt: updated_at.getTime(), updatedBy: updated_by };
}

export const dashboardVersions = new Versions<Dashboard>({
	noun: 'dashboard',
	conflict: 'dashboard_conflict',
	module: import.meta.url,
	unknown: unknownDashboard,
	find: findDashboard,
	write: async (tx, project, { name, ...dashboard }) => {
		const values = [project, name, dashboard.title, dashboard, chartsOn(dashboard)];
		await upsertDashboard(tx, values as unknown as Bindable[]);
	},
});
