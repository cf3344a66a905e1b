/** The key of tokens and permits, imported once a secret, and not once a token. */
const keys = new Map<string, Promise<CryptoKey>>();

export function hmacKey(secret: string): Promise<CryptoKey> {
	const known = keys.get(secret);
	if (known !== undefined) return known;
	const hmac = { name: 'HMAC', hash: 'SHA-256' };
	const key = crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['sign', 'verify']);
	keys.set(secret, key);
	return key;
}
