/**
 * OpenID Connect, by openid-client: the code flow with PKCE, state and nonce. What a flow needs at its end stays here, under a
 * random code that the browser keeps in a cookie; it is taken once, so that neither an answer nor a code is used again, and
 * an answer that another browser began is nobody's.
 */
import {
	allowInsecureRequests,
	authorizationCodeGrant,
	buildAuthorizationUrl,
	type ClientAuth,
	ClientSecretBasic,
	ClientSecretPost,
	type Configuration,
	calculatePKCECodeChallenge,
	discovery,
	fetchUserInfo,
	randomNonce,
	randomPKCECodeVerifier,
	randomState,
} from 'openid-client';
import { z } from 'zod';
import type { OidcConfig } from '../config.ts';
import { type Database, statement } from '../database/database.ts';
import { hashOfCode, newCode } from './codes.ts';

export const FLOW_MS = 600_000;
const TIMEOUT_S = 10;
export const CALLBACK_PATH = '/v1/account/oidc/callback';

interface Flow {
	readonly state: string;
	readonly nonce: string;
	readonly verifier: string;
	readonly return_to: string;
}

/** What the provider says of somebody. */
export interface Identity {
	readonly issuer: string;
	readonly subject: string;
	/** In small letters; undefined: it says none, or does not vouch for it. */
	readonly email: string | undefined;
	readonly name: string | undefined;
}

/** No flow of this browser belongs to an answer: it is too old, was used, or was begun elsewhere. */
export class UnknownFlow extends Error {}

const insertFlow = statement<never>(import.meta.url, 'insert-flow');
const takeFlow = statement<Flow>(import.meta.url, 'take-flow');

const personSchema = z.object({
	sub: z.string().min(1).max(255),
	name: z.string().trim().min(1).max(100).optional().catch(undefined),
});

const addressSchema = z.object({
	email: z.string().trim().toLowerCase().max(254).pipe(z.email()).optional().catch(undefined),
	// Some providers say it as text.
	email_verified: z
		.union([z.boolean(), z.literal('true').transform(() => true)])
		.optional()
		.catch(false),
});

/** By the header if the provider takes that, as it must unless it says otherwise (OpenID Connect Discovery 1.0). */
function authBy(secret: string): ClientAuth {
	const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
	return (server, ...rest) => {
		const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
		return (taken.includes('client_secret_basic') ? basic : post)(server, ...rest);
	};
}

export class OidcProvider {
	readonly #database: Database;
	readonly #config: OidcConfig;
	readonly #redirect: string;
	#found: Promise<Configuration> | undefined;

	constructor(database: Database, config: OidcConfig, publicUrl: string) {
		this.#database = database;
		this.#config = config;
		this.#redirect = `${publicUrl}${CALLBACK_PATH}`;
	}

	/** Where the browser is to go, and the code that it keeps meanwhile. @throws what openid-client throws */
	async begin(returnTo: string): Promise<{ readonly address: URL; readonly code: string }> {
		const configuration = await this.#discover();
		const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
		const code = newCode();
		await insertFlow(this.#database, [hashOfCode(code), state, nonce, verifier, returnTo, FLOW_MS]);
		const address = buildAuthorizationUrl(configuration, {
			redirect_uri: this.#redirect,
			scope: 'openid email profile',
			code_challenge: await calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256',
			state,
			nonce,
		});
		return { address, code };
	}

	/** `query`: that of the address to which the browser came back. @throws UnknownFlow; what openid-client throws */
	async finish(code: string, query: string): Promise<{ readonly identity: Identity; readonly returnTo: string }> {
		const [flow] = await takeFlow(this.#database, [hashOfCode(code)]);
		if (flow === undefined) throw new UnknownFlow('no sign-in of this browser is under way');
		const configuration = await this.#discover();
		const tokens = await authorizationCodeGrant(configuration, new URL(`${this.#redirect}${query}`), {
			pkceCodeVerifier: flow.verifier,
			expectedState: flow.state,
			expectedNonce: flow.nonce,
			idTokenExpected: true,
		});
		const said = tokens.claims();
		if (said === undefined) throw new Error('the provider has sent no ID token');
		const more = said['email'] === undefined ? await this.#ask(configuration, tokens.access_token, said.sub) : {};
		const { sub: subject, name } = personSchema.parse({ ...more, ...said });
		// Of one answer: that the ID token vouches for some address says nothing of the one that stands elsewhere.
		const { email, email_verified } = addressSchema.parse(said['email'] === undefined ? more : said);
		const identity = { issuer: said.iss, subject, email: email_verified ? email : undefined, name };
		return { identity, returnTo: flow.return_to };
	}

	/** Many tell an address only there; openid-client sees to it that it is of the same subject. */
	async #ask(configuration: Configuration, token: string, subject: string): Promise<object> {
		if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
		return fetchUserInfo(configuration, token, subject);
	}

	/** Asked when somebody signs in, and not before: a provider that is away keeps no server from starting. */
	#discover(): Promise<Configuration> {
		const { issuer, clientId, clientSecret } = this.#config;
		const url = new URL(issuer);
		this.#found ??= discovery(url, clientId, undefined, authBy(clientSecret), {
			timeout: TIMEOUT_S,
			// config.ts takes plain HTTP for one's own machine only.
			execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
		}).catch((error: unknown) => {
			this.#found = undefined;
			throw error;
		});
		return this.#found;
	}
}
