/** Keys that tokens are checked with, as the Web Crypto API has them: imported once a key, and not once a token. */
import { LRUCache } from 'lru-cache';

export type Algorithm = 'HS256' | 'EdDSA';

/** A key of a project; what it has signed speaks for that project, and for no other. */
export interface ProjectKey {
	readonly kid: string;
	readonly project: string;
	readonly algorithm: Algorithm;
	/** HS256: the secret. EdDSA: the public key's `x` (RFC 8037), both in base64url. */
	readonly material: string;
	/** Its tokens may write SQL, if they say so. */
	readonly author: boolean;
	readonly revoked: boolean;
}

const importHmacKey = (secret: string): Promise<CryptoKey> => {
	const hmac = { name: 'HMAC', hash: 'SHA-256' };
	return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['sign', 'verify']);
};

const importPublicKey = (x: string): Promise<CryptoKey> =>
	crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, { name: 'Ed25519' }, true, ['verify']);

const MAX_IMPORTED = 1_000;
const imported = new LRUCache<string, Promise<CryptoKey>>({ max: MAX_IMPORTED });

/** @throws Error when the material is no key of that algorithm */
export function cryptoKeyOf({ algorithm, material }: Pick<ProjectKey, 'algorithm' | 'material'>): Promise<CryptoKey> {
	const name = `${algorithm} ${material}`;
	const known = imported.get(name);
	if (known !== undefined) return known;
	const key = algorithm === 'HS256' ? importHmacKey(material) : importPublicKey(material);
	imported.set(name, key);
	return key;
}

/** The server's own secret, with which its operator's back end may sign. */
export const secretKey = (secret: string): Promise<CryptoKey> => cryptoKeyOf({ algorithm: 'HS256', material: secret });
