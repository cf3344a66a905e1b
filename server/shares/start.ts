/** What a web node has for public links, and for who watches what: put together, and begun. */
import type { Config } from '../config.ts';
import type { Hub } from '../gateway/hub.ts';
import type { RunDeps } from '../runs/run.ts';
import { Views } from '../views/views.ts';
import { OpenShares } from './open-shares.ts';

interface StartOptions {
	readonly hub: Hub;
	readonly stops: (() => unknown)[];
}

export function startSharing(deps: RunDeps, { viewsDays }: Config, { hub, stops }: StartOptions) {
	const shares = new OpenShares(deps);
	stops.push(shares.start());
	stops.push(new Views({ ...deps, hub, days: viewsDays }).start());
	return { shares, viewsDays };
}
