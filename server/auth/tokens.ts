/** Tokens: signed JWTs that name what their bearer may do. There is no anonymous way in. */
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { NamedError } from '../errors.ts';
import { type Bearer, type Payload, payloadSchema } from './embed-claims.ts';
import type { ExportFormat } from './sign-token.ts';
import { cryptoKeyOf, type ProjectKey, secretKey } from './signing-key.ts';

export type { Bearer } from './embed-claims.ts';

export interface Keys {
	/** With which tokens are signed that name no key: the operator's own. */
	readonly secret: string;
	/** The key of that name, if there is one. */
	readonly find?: ((kid: string) => Promise<ProjectKey | undefined>) | undefined;
}

/** A token that a project's key has signed lives no longer than this: so long a revocation is remembered. */
export const MOST_TOKEN_LIFE_MS = 31 * 86_400_000;

export const expiredToken = (cause?: unknown): NamedError =>
	new NamedError('token_expired', 'The token has expired; load the page again for a new one.', { cause });

export const revokedToken = (): NamedError =>
	new NamedError('token_revoked', 'The token has been revoked; sign in again, or load the page again for a new one.');

/** What is wrong with a token, for its author; it says nothing of keys and projects that there are. */
export class WrongToken extends Error {}

/** Whether it is the token that was at fault, and not what failed beside it, such as the store of keys. */
export const isTokensFault = (error: unknown): boolean =>
	[z.ZodError, WrongToken, errors.JOSEError, TypeError, DOMException].some((kind) => error instanceof kind);

export interface Verified {
	readonly payload: JWTPayload;
	readonly key: ProjectKey | undefined;
}

/** Checks a JWT by the key that it names, or by the server's secret. @throws NamedError token_revoked; what jose throws; store errors */
export async function verifyJwt({ secret, find }: Keys, token: string, options: JWTVerifyOptions): Promise<Verified> {
	let key: ProjectKey | undefined;
	const { payload } = await jwtVerify(
		token,
		async ({ kid, alg }) => {
			if (kid === undefined) {
				if (alg === 'HS256') return secretKey(secret);
				throw new WrongToken('without "kid" it must be signed with HS256');
			}
			key = await find?.(kid);
			// That a key has another algorithm must not let its public half be taken for a secret.
			if (key === undefined || key.algorithm !== alg) throw new WrongToken('its signature or form is wrong');
			return cryptoKeyOf(key);
		},
		{ ...options, algorithms: ['HS256', 'EdDSA'] },
	);
	if (key?.revoked === true) throw revokedToken();
	return { payload, key };
}

/** A key speaks for its own project only. @throws Error */
export function projectOf(claimed: string | undefined, key: ProjectKey | undefined): string {
	if (key === undefined) return claimed ?? 'default';
	if (claimed === undefined || claimed === key.project) return key.project;
	throw new WrongToken('its signature or form is wrong');
}

/** From now on at the latest, whatever it says: a token that is to begin in a year would outlive what is revoked today. */
function demandShortLife({ exp, iat }: Payload, key: ProjectKey | undefined): void {
	const from = Math.min(iat ?? Number.POSITIVE_INFINITY, Date.now() / 1_000);
	if (key === undefined || (exp - from) * 1_000 <= MOST_TOKEN_LIFE_MS) return;
	throw new WrongToken('it is to live for more than 31 days');
}

function bearerOf(claims: Payload, key: ProjectKey | undefined): Bearer {
	demandShortLife(claims, key);
	return {
		subject: claims.sub,
		project: projectOf(claims.project, key),
		charts: claims.charts,
		dashboards: claims.dashboards,
		author: claims.permissions.includes('author') && (key?.author ?? true),
		params: claims.params,
		parameters: claims.parameters,
		claims: claims.claims,
		exports: claims.exports,
		origins: claims.origins,
		record: claims.record,
		share: claims.share,
		// Whoever has a project's key names its subjects as they like: none of them is an account of ours.
		role: key === undefined ? claims.role : undefined,
		expiresAt: claims.exp * 1_000,
		issuedAt: claims.iat === undefined ? undefined : claims.iat * 1_000,
		keyId: key?.kid,
		tokenId: claims.jti,
	};
}

/** Why a token is refused, named. What failed beside it, such as the store of keys, is thrown on as it is. */
function refusalOf(error: unknown): unknown {
	if (error instanceof errors.JWTExpired) return expiredToken(error);
	const invalid = (why: string) => new NamedError('token_invalid', `The token is not valid: ${why}.`, { cause: error });
	if (error instanceof z.ZodError) {
		const fields = error.issues.map(({ path }) => `"${path.join('.')}"`);
		return invalid(`a claim is missing or wrong: ${[...new Set(fields)].join(', ')}`);
	}
	if (error instanceof WrongToken) return invalid(error.message);
	if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
		return invalid('it begins in the future ("nbf"); set the clock of the back end that signs it');
	if (error instanceof errors.JWTClaimValidationFailed)
		return invalid(`the claim "${error.claim}" is missing or wrong`);
	return isTokensFault(error) ? invalid('its signature or form is wrong') : error;
}

/** @throws NamedError token_missing, token_expired or token_invalid; the message never repeats the token. */
export async function verifyToken(keys: Keys, token: string): Promise<Bearer> {
	if (token === '') throw new NamedError('token_missing', 'A token is needed; give the element its "token" attribute.');
	try {
		const { payload, key } = await verifyJwt(keys, token, { requiredClaims: ['sub', 'exp'] });
		return bearerOf(payloadSchema.parse(payload), key);
	} catch (error) {
		throw refusalOf(error);
	}
}

/** @throws NamedError not_allowed unless the bearer may write SQL. */
export function demandAuthor(bearer: Bearer): void {
	if (!bearer.author) throw new NamedError('not_allowed', 'This token may watch charts, but not write or run SQL.');
}

/**
 * Settings, keys and revocations are for whoever may write SQL, by a token of a back end; of people and machines that the
 * server itself knows, for administrators only: a key that an author made would outlast their membership.
 * @throws NamedError not_allowed
 */
export function demandManager(bearer: Bearer): void {
	demandAuthor(bearer);
	if (bearer.role === undefined || bearer.role === 'administrator') return;
	throw new NamedError('not_allowed', "The project's settings and keys are for its administrators.");
}

/** Whether the bearer lets its page set this parameter. */
export const mayChoose = ({ parameters, author }: Bearer, name: string): boolean =>
	parameters === undefined || author || parameters.includes(name);

/** @throws NamedError not_allowed where the token keeps a parameter from the page that the page has set. */
export function demandParameters(bearer: Bearer, given: object): void {
	const refused = Object.keys(given).find((name) => !mayChoose(bearer, name));
	if (refused === undefined) return;
	throw new NamedError('not_allowed', `This token does not let the page set the parameter "${refused}".`);
}

/**
 * To a viewer with a token of a customer's back end, a claim that it lacks is null, as its author knows. A public link is
 * opened by anybody: what a chart reads there was chosen by whoever shared it, or nothing is shown (I9).
 * @throws NamedError not_allowed
 */
export function demandFixedClaims(
	bearer: Bearer,
	chart: { readonly name: string; readonly claims: readonly string[] },
) {
	if (bearer.share === undefined || chart.claims.every((claim) => Object.hasOwn(bearer.claims, claim))) return;
	throw new NamedError('not_allowed', `This link does not show "${chart.name}" any more; ask for a new link.`);
}

/** @throws NamedError not_allowed unless the bearer may take rows along in this format; whatever the chart. */
export function demandExport(bearer: Bearer, format: ExportFormat): void {
	if (bearer.exports === undefined || bearer.exports.includes(format)) return;
	throw new NamedError('not_allowed', `This token does not permit taking anything along as "${format}".`);
}
