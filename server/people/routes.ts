/**
 * `/v1/account/…`: the only part of the API that takes a cookie, and it takes it from pages of this server only. Everything else
 * is asked with a token, which a page gets here (`POST /v1/account/token`).
 */
import { Hono } from 'hono';
import { Cookies } from './cookies.ts';
import type { PeopleDeps } from './deps.ts';
import { entranceRoutes } from './entrance-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { ownRoutes } from './own-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { invitationRoutes, memberRoutes, projectRoutes } from './project-routes.ts';
import { ownPagesOnly, signedIn, type VisitorEnv, withVisitor } from './visitor.ts';

export function accountRoutes(deps: PeopleDeps): Hono<VisitorEnv> {
	const publicUrl = new URL(deps.settings.publicUrl);
	const cookies = new Cookies(publicUrl);
	const routes = new Hono<VisitorEnv>().use('*', withVisitor(cookies, deps.trustedHops));
	// A browser goes there and comes back by itself: its own checks are the flow's.
	routes.route('/oidc', oidcRoutes(deps, cookies));
	routes.use('*', ownPagesOnly(publicUrl));
	routes.route('/', entranceRoutes(deps, cookies));
	routes.use('*', signedIn(deps));
	routes.route('/', ownRoutes(deps, cookies));
	routes.route('/', peopleRoutes(deps));
	const ofProjects = [projectRoutes, memberRoutes, invitationRoutes, keyRoutes];
	for (const make of ofProjects) routes.route('/projects', make(deps));
	return routes;
}
