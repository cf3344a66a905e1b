/**
 * Tokens of a share: for ten minutes, what its link permits and nothing else. Each has the share's id as its own, by which all
 * are refused at once when it is revoked. A pass is what a page has in place of the password it has shown once; it is no
 * token, since it has no subject, and it opens nothing without the code.
 */
import { errors, SignJWT } from 'jose';
import type { Params } from '../../widget/protocol.ts';
import { signJwt } from '../auth/sign-token.ts';
import { isTokensFault, verifyJwt } from '../auth/tokens.ts';
import type { SharedClaims, Target } from './target.ts';

const TOKEN_MS = 600_000;
const PASS_S = 7 * 86_400;
const PASS_AUDIENCE = 'chartwire:share-pass';

export interface Granting {
	readonly id: string;
	readonly project: string;
	readonly target: Target;
	readonly params: Params;
	readonly claims: SharedClaims;
	readonly exports: boolean;
	/** s, by the clock that revocations are written by. */
	readonly at: number;
	/** ms until the share ends; null: it does not end by itself. */
	readonly leftMs: number | null;
}

export interface ShareToken {
	readonly token: string;
	/** ms */
	readonly expiresAt: number;
}

export async function shareToken(secret: string, share: Granting): Promise<ShareToken> {
	const { id, project, target, params, claims, exports, at, leftMs } = share;
	const expiresAt = Date.now() + Math.min(TOKEN_MS, leftMs ?? TOKEN_MS);
	const [charts, dashboards] = 'chart' in target ? [[target.chart], []] : [[], [target.dashboard]];
	const jwt = new SignJWT({
		project,
		charts,
		dashboards,
		permissions: [],
		params,
		claims,
		share: id,
		// Of one chart the page sets nothing; a dashboard has filters, which set what is not fixed.
		...('chart' in target ? { parameters: [] } : {}),
		...(exports ? {} : { exports: [] }),
	})
		.setSubject(`share:${id}`)
		.setJti(id)
		.setIssuedAt(at)
		.setExpirationTime(expiresAt / 1_000);
	return { token: await signJwt(secret, jwt), expiresAt };
}

export function sharePass(secret: string, id: string): Promise<string> {
	const jwt = new SignJWT({ pass: id }).setAudience(PASS_AUDIENCE);
	return signJwt(secret, jwt.setExpirationTime(Math.floor(Date.now() / 1_000) + PASS_S));
}

/** Whether whoever has it has shown the password of this share. */
export async function isPassOf(secret: string, id: string, pass: string): Promise<boolean> {
	try {
		const { payload, key } = await verifyJwt({ secret }, pass, { audience: PASS_AUDIENCE, requiredClaims: ['exp'] });
		return key === undefined && payload['pass'] === id;
	} catch (error) {
		if (error instanceof errors.JOSEError || isTokensFault(error)) return false;
		throw error;
	}
}
