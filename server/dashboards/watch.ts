/** What a subscription to a dashboard means. */
import type { Bearer } from '../auth/embed-claims.ts';
import type { SharedCalls } from '../shared-calls.ts';
import { viewedName } from '../views/viewed.ts';
import { findDashboard, unknownDashboard } from './dashboards.ts';
import type { DashboardGrants } from './grants.ts';
import { dashboardChannel, type TellDeps, tellDashboard } from './tell.ts';

interface WatchDashboardDeps extends TellDeps {
	readonly grants: Pick<DashboardGrants, 'demandDashboard'>;
	/** By channel; a crowd that opens one dashboard asks together whether it is there, and tells it together. */
	readonly dashboards: SharedCalls<boolean>;
	readonly tells: SharedCalls<void>;
}

/** @throws NamedError unknown_dashboard */
export async function watchDashboard(deps: WatchDashboardDeps, bearer: Bearer, name: string) {
	deps.grants.demandDashboard(bearer, name);
	const named = { project: bearer.project, name };
	const channel = dashboardChannel(deps.secret, named);
	const find = async () => (await findDashboard(deps.database, named.project, name)) !== undefined;
	if (!(await deps.dashboards.call(channel, find))) throw unknownDashboard(name);
	return {
		channel,
		viewed: viewedName({ ...named, kind: 'dashboard' }),
		// Whoever reads the channel may have been faster than who saved it was to tell.
		want: () => deps.tells.call(channel, () => tellDashboard(deps, named)),
		restore: () => tellDashboard(deps, named),
	};
}
