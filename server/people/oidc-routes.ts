/** `/v1/account/oidc/start` and `/callback`: a browser goes to the OpenID provider and comes back, signed in or told why not. */
import { type Context, Hono } from 'hono';
import { NamedError } from '../errors.ts';
import type { Cookies } from './cookies.ts';
import type { PeopleDeps } from './deps.ts';
import { FLOW_MS, OidcProvider, UnknownFlow } from './oidc.ts';
import { RefusedIdentity, signInAs } from './oidc-people.ts';
import { ownPath } from './origin.ts';
import { sessionCookie, type VisitorEnv } from './visitor.ts';

/** Of what failed, what an operator needs: never what came in the address, which holds a code. */
function shown(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown';
	const said = 'error' in error && typeof error.error === 'string' ? [error.error] : [];
	const cause = error.cause instanceof Error ? [error.cause.message] : [];
	return [error.message, ...said, ...cause].join(': ');
}

function problemOf(error: unknown): string {
	if (error instanceof RefusedIdentity) return error.reason;
	return error instanceof UnknownFlow ? 'expired' : 'openid_failed';
}

export function oidcRoutes(deps: PeopleDeps, cookies: Cookies): Hono<VisitorEnv> {
	const { database, log, settings } = deps;
	const routes = new Hono<VisitorEnv>();
	const { oidc, publicUrl } = settings;
	if (oidc === undefined) {
		return routes.all('*', () => {
			throw new NamedError('not_found', 'No OpenID provider is configured; sign in with a password.');
		});
	}
	const provider = new OidcProvider(database, oidc, publicUrl);
	const keep = sessionCookie(deps, cookies);
	const refuse = (context: Context, error: unknown) => {
		log.warn({ problem: problemOf(error), error: shown(error) }, 'a sign-in at the OpenID provider failed');
		return context.redirect(`/sign-in?problem=${problemOf(error)}`, 302);
	};
	return routes
		.get('/start', async (context) => {
			try {
				const { address, code } = await provider.begin(ownPath(context.req.query('return')));
				cookies.set(context, 'chartwire-oidc', { value: code, livesMs: FLOW_MS });
				return context.redirect(address.href, 302);
			} catch (error) {
				return refuse(context, error);
			}
		})
		.get('/callback', async (context) => {
			const code = cookies.read(context, 'chartwire-oidc') ?? '';
			cookies.drop(context, 'chartwire-oidc');
			context.header('referrer-policy', 'no-referrer');
			try {
				const { identity, returnTo } = await provider.finish(code, new URL(context.req.url).search);
				const visitor = context.get('visitor');
				keep(context, await signInAs(database, identity, { oidc, settings, visitor }));
				return context.redirect(returnTo, 302);
			} catch (error) {
				return refuse(context, error);
			}
		});
}
