/** Keyed hashes: names that nobody can guess and that stay the same on every node. */
import { createHmac } from 'node:crypto';

/** JSON with sorted keys, so that equal values have equal text. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).filter(([, item]) => item !== undefined);
		entries.sort(([a], [b]) => (a < b ? -1 : 1));
		return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

/** HMAC-SHA-256 (RFC 2104) in base64url; `purpose` keeps the names of different things apart. */
export function keyedHash(secret: string, purpose: string, value: unknown): string {
	return createHmac('sha256', secret)
		.update(`${purpose}\n${canonical(value)}`)
		.digest('base64url');
}
