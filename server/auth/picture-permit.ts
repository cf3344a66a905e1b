/**
 * Permission to see one chart's picture, as part of its address: signed by the customer's own back end, for mails, chat
 * previews and pages without a script. It permits nothing else, and ends.
 */
import { errors, SignJWT } from 'jose';
import { z } from 'zod';
import type { Params } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import { paramValueSchema } from '../http.ts';
import { type Bearer, type ClaimValue, claimValue } from './embed-claims.ts';
import { type SigningKey, signJwt } from './sign-token.ts';
import { isTokensFault, type Keys, projectOf, verifyJwt, WrongToken } from './tokens.ts';

/** No token has it, and a token is demanded a subject, which no permit has: neither is ever taken for the other. */
const AUDIENCE = 'chartwire:picture';

export interface PictureGrant {
	readonly chart: string;
	readonly project?: string;
	/** Which cannot be changed by who has the address. */
	readonly params?: Params;
	readonly claims?: Readonly<Record<string, ClaimValue>>;
	readonly expiresInSeconds: number;
}

export interface PictureLookOptions {
	/** CSS pixels. Default: 640 × 360. */
	readonly width?: number;
	readonly height?: number;
	readonly theme?: 'plain' | 'paper' | 'slate' | 'forest' | 'ember' | 'contrast';
	readonly scheme?: 'light' | 'dark';
	/** A language tag. Default: `en`. */
	readonly locale?: string;
	/** Of a PNG: its pixels for each CSS pixel. Default: 2. */
	readonly scale?: number;
}

const payloadSchema = z.object({
	chart: z.string().min(1).max(200),
	project: z.string().min(1).max(100).optional(),
	params: z.record(z.string(), paramValueSchema).default({}),
	claims: z.record(z.string(), claimValue).default({}),
	exp: z.number(),
});

/**
 * The path, with its permission, of a chart's picture: `/v1/charts/revenue/picture.png?…`. Put the server's address before it.
 * `key`: one of your project's, or the server's own secret. Whoever has the address sees the picture until it expires.
 */
export async function signPicture(
	key: SigningKey | string,
	format: 'svg' | 'png',
	{ expiresInSeconds, ...grant }: PictureGrant & { readonly look?: PictureLookOptions },
): Promise<string> {
	const { look = {}, ...permitted } = grant;
	const jwt = new SignJWT(permitted as Record<string, unknown>)
		.setAudience(AUDIENCE)
		.setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInSeconds);
	const permit = await signJwt(key, jwt);
	const query = new URLSearchParams(Object.entries(look).map(([name, value]) => [name, String(value)]));
	query.set('permit', permit);
	return `/v1/charts/${encodeURIComponent(permitted.chart)}/picture.${format}?${query}`;
}

/** Who holds a permit: a viewer of that one chart. @throws NamedError token_expired or token_invalid */
export async function verifyPicture(keys: Keys, permit: string, chart: string): Promise<Bearer> {
	try {
		const { payload, key } = await verifyJwt(keys, permit, { audience: AUDIENCE, requiredClaims: ['exp'] });
		const permitted = payloadSchema.parse(payload);
		if (permitted.chart !== chart) throw new WrongToken('it is the permit of another chart');
		const { params, claims, exp } = permitted;
		const project = projectOf(permitted.project, key);
		const who = { subject: 'picture', project, charts: [chart], dashboards: [], author: false, record: false } as const;
		return { ...who, params, claims, expiresAt: exp * 1_000, keyId: key?.kid };
	} catch (error) {
		if (error instanceof errors.JWTExpired) {
			throw new NamedError('token_expired', "This picture's address has expired; ask for another one.", {
				cause: error,
			});
		}
		if (!isTokensFault(error)) throw error;
		throw new NamedError('token_invalid', "This picture's address is not valid.", { cause: error });
	}
}
