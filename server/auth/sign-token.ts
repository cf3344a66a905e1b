/** Signing tokens, as a customer's own back end does. Needs nothing of a server. */
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Params } from '../../widget/protocol.ts';
import type { ClaimValue } from './embed-claims.ts';
import { secretKey } from './signing-key.ts';

/** As widget/taking/formats.ts has them. */
export type ExportFormat = 'csv' | 'json' | 'png' | 'svg' | 'copy';

export interface TokenGrant {
	/** Whose token it is: the viewer, as your own system names them. */
	readonly subject: string;
	/** Default: that of the key; for the server's own secret, `default`. */
	readonly project?: string;
	/** The charts that may be watched; `*`: all of the project. Default: none. */
	readonly charts?: '*' | readonly string[];
	/** The dashboards that may be watched, with the charts on them; `*`: all of the project. Default: none. */
	readonly dashboards?: '*' | readonly string[];
	readonly permissions?: readonly 'author'[];
	/** Parameters whose values the page cannot change. */
	readonly params?: Params;
	/** The parameters that the page may set. Default: all that `params` does not fix. */
	readonly parameters?: readonly string[];
	/** What rows the viewer may see: read in SQL by the charts that declare it. */
	readonly claims?: Readonly<Record<string, ClaimValue>>;
	/** The formats in which a chart may be taken away. Default: all. */
	readonly exports?: readonly ExportFormat[];
	/** The origins whose pages may use it, such as `https://app.example.com`. Default: those of the project. */
	readonly origins?: readonly string[];
	/** A name by which this one token can be revoked. */
	readonly id?: string;
	readonly record?: boolean;
	readonly expiresInSeconds: number;
}

/** A key of a project: the secret of an HS256 key, or the private key (PEM, PKCS #8) whose public half the server has. */
export type SigningKey =
	| { readonly kid: string; readonly secret: string }
	| { readonly kid: string; readonly privateKey: string };

function payloadOf({ id: _, subject: __, expiresInSeconds: ___, ...said }: TokenGrant): Record<string, unknown> {
	const { charts = [], dashboards = [], permissions = [], params = {}, claims = {}, record = false } = said;
	return { ...said, charts, dashboards, permissions, params, claims, record };
}

function unsigned(grant: TokenGrant): SignJWT {
	const jwt = new SignJWT(payloadOf(grant))
		.setSubject(grant.subject)
		.setIssuedAt()
		.setExpirationTime(Math.floor(Date.now() / 1_000) + grant.expiresInSeconds);
	return grant.id === undefined ? jwt : jwt.setJti(grant.id);
}

/** Signs with a project's key, or with the server's own secret. @throws Error when a private key is no Ed25519 key */
export async function signJwt(key: SigningKey | string, jwt: SignJWT): Promise<string> {
	if (typeof key === 'string') return jwt.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(await secretKey(key));
	const { kid } = key;
	const isSecret = 'secret' in key;
	jwt.setProtectedHeader({ alg: isSecret ? 'HS256' : 'EdDSA', kid, typ: 'JWT' });
	return jwt.sign(isSecret ? await secretKey(key.secret) : createPrivateKey(key.privateKey));
}

/**
 * Signs a token with a key of your project, as `POST /v1/project/keys` has made it, or whose public half it was given.
 * @throws Error when the private key is no Ed25519 key
 */
export function signEmbedToken(key: SigningKey, grant: TokenGrant): Promise<string> {
	return signJwt(key, unsigned(grant));
}

/** Signs a token with the server's own secret, which speaks for every project: for the operator's back end only. */
export function signToken(secret: string, grant: TokenGrant): Promise<string> {
	const { project = 'default' } = grant;
	return signJwt(secret, unsigned({ ...grant, project }));
}
