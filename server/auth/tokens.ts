/** Tokens: signed JWTs that name what their bearer may do. There is no anonymous way in. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Params } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import { paramValueSchema } from '../http.ts';
import { hmacKey } from './hmac-key.ts';

export const claimValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** As widget/taking/formats.ts has them. */
export type ExportFormat = 'csv' | 'json' | 'png' | 'svg' | 'copy';

const payloadSchema = z.object({
	sub: z.string().min(1).max(200),
	exp: z.number(),
	project: z.string().min(1).max(100).default('default'),
	/** The charts that may be watched; `*` is every chart of the project. */
	charts: z.union([z.literal('*'), z.array(z.string()).max(1_000)]).default([]),
	permissions: z.array(z.string()).default([]),
	/** Parameters whose values the page cannot change. */
	params: z.record(z.string(), paramValueSchema).default({}),
	/** What rows the bearer may see; a chart says which of these it reads. */
	claims: z.record(z.string(), claimValue).default({}),
	/**
	 * In which formats a chart may be taken away; without it, in all. Whatever a newer version calls a format is none of
	 * ours: while a deploy rolls, an older node must not take such a token for a wrong one.
	 */
	exports: z.array(z.string().max(40)).max(40).optional(),
	/** What this viewer receives is to be recorded, where the operator has opened the tap. */
	record: z.boolean().default(false),
});

export type ClaimValue = z.infer<typeof claimValue>;

/** Who speaks, and what they may do. Times in ms. */
export interface Bearer {
	readonly subject: string;
	readonly project: string;
	readonly charts: '*' | readonly string[];
	/** May write SQL, and see every run of the project. */
	readonly author: boolean;
	readonly params: Params;
	readonly claims: Readonly<Record<string, ClaimValue>>;
	/** The formats in which rows and pictures may be taken away; undefined: all. */
	readonly exports?: readonly string[] | undefined;
	readonly record: boolean;
	readonly expiresAt: number;
}

/** @throws NamedError token_missing, token_expired or token_invalid; the message never repeats the token. */
export async function verifyToken(secret: string, token: string): Promise<Bearer> {
	if (token === '') throw new NamedError('token_missing', 'A token is needed; give the element its "token" attribute.');
	try {
		const { payload } = await jwtVerify(token, await hmacKey(secret), {
			algorithms: ['HS256'],
			requiredClaims: ['sub', 'exp'],
		});
		const claims = payloadSchema.parse(payload);
		return {
			subject: claims.sub,
			project: claims.project,
			charts: claims.charts,
			author: claims.permissions.includes('author'),
			params: claims.params,
			claims: claims.claims,
			exports: claims.exports,
			record: claims.record,
			expiresAt: claims.exp * 1_000,
		};
	} catch (error) {
		if (error instanceof errors.JWTExpired) {
			throw new NamedError('token_expired', 'The token has expired; load the page again for a new one.', {
				cause: error,
			});
		}
		const why = error instanceof z.ZodError ? 'a claim is missing or wrong' : 'its signature or form is wrong';
		throw new NamedError('token_invalid', `The token is not valid: ${why}.`, { cause: error });
	}
}

export interface TokenGrant {
	readonly subject: string;
	readonly project?: string;
	readonly charts?: '*' | readonly string[];
	readonly permissions?: readonly 'author'[];
	readonly params?: Params;
	readonly claims?: Readonly<Record<string, ClaimValue>>;
	readonly exports?: readonly ExportFormat[];
	readonly record?: boolean;
	readonly expiresInSeconds: number;
}

/** Signs a token as a customer's own back end would: HS256 under the shared secret. */
export async function signToken(secret: string, grant: TokenGrant): Promise<string> {
	const {
		subject,
		expiresInSeconds,
		project = 'default',
		charts = [],
		permissions = [],
		params = {},
		claims = {},
		exports,
		record = false,
	} = grant;
	const offered = exports === undefined ? {} : { exports };
	return new SignJWT({ project, charts, permissions, params, claims, record, ...offered })
		.setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
		.setSubject(subject)
		.setIssuedAt()
		.setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInSeconds)
		.sign(await hmacKey(secret));
}

/** @throws NamedError not_allowed unless the bearer may write SQL. */
export function demandAuthor(bearer: Bearer): void {
	if (!bearer.author) throw new NamedError('not_allowed', 'This token may watch charts, but not write or run SQL.');
}

/** @throws NamedError unknown_chart, as if it did not exist: an answer must not reveal what exists. */
export function demandChart(bearer: Bearer, chart: string): void {
	if (bearer.author || bearer.charts === '*' || bearer.charts.includes(chart)) return;
	throw new NamedError('unknown_chart', `There is no chart "${chart}" that this token may watch.`);
}

/** @throws NamedError not_allowed unless the bearer may take rows along in this format; whatever the chart. */
export function demandExport(bearer: Bearer, format: ExportFormat): void {
	if (bearer.exports === undefined || bearer.exports.includes(format)) return;
	throw new NamedError('not_allowed', `This token does not permit taking anything along as "${format}".`);
}
