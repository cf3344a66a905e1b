/**
 * The keys under which credentials are kept: AES-256-GCM (NIST SP 800-38D) with a nonce of its own for each text. The first
 * key encrypts, all of them decrypt, so that keys can be changed while servers run. What a text belongs to is
 * authenticated with it: the credentials of one source cannot be put in the place of another's.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { NamedError } from '../errors.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
	readonly id: string;
	readonly bytes: Buffer;
}

export class Keyring {
	readonly #keys: readonly [Key, ...Key[]];

	constructor(keys: readonly [Key, ...Key[]]) {
		this.#keys = keys;
	}

	/** `context` names what the text belongs to, and must be the same when it is opened. */
	seal(text: string, context: string): string {
		const [{ id, bytes }] = this.#keys;
		const nonce = randomBytes(NONCE_BYTES);
		const cipher = createCipheriv(CIPHER, bytes, nonce).setAAD(Buffer.from(context));
		const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
		return `v1.${id}.${body.toString('base64url')}`;
	}

	/** @throws NamedError key_missing, when no key opens it; the message names the key and no secret. */
	open(sealed: string, context: string): string {
		const [version, id = '', text = ''] = sealed.split('.');
		const key = this.#keys.find((each) => each.id === id);
		if (version !== 'v1' || key === undefined) {
			const message = `The source's credentials were encrypted under the key "${id}", which CHARTWIRE_KEYS does not name; add it.`;
			throw new NamedError('key_missing', message);
		}
		const body = Buffer.from(text, 'base64url');
		const end = body.length - TAG_BYTES;
		try {
			const decipher = createDecipheriv(CIPHER, key.bytes, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
			decipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(end));
			return decipher.update(body.subarray(NONCE_BYTES, end), undefined, 'utf8') + decipher.final('utf8');
		} catch (error) {
			const message = `The key "${id}" does not open the source's credentials: it is another key of that name, or they were changed. Save the source again.`;
			throw new NamedError('key_missing', message, { cause: error });
		}
	}

	/** With which everything begins that the first key has sealed. */
	get currentPrefix(): string {
		return `v1.${this.#keys[0].id}.`;
	}

	isCurrent(sealed: string): boolean {
		return sealed.startsWith(this.currentPrefix);
	}
}

/** Reads `id:base64,id:base64,…`. @throws Error that says what is wrong, and repeats no key. */
export function parseKeys(text: string): Keyring {
	const keys = text.split(',').map((part, index) => {
		const [, id = '', encoded = ''] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_=-]+)$/.exec(part.trim()) ?? [];
		const bytes = Buffer.from(encoded, 'base64');
		if (id === '' || bytes.length !== KEY_BYTES) {
			throw new Error(
				`key ${index + 1} must be a name, ":" and 32 bytes in base64, as "openssl rand -base64 32" makes them`,
			);
		}
		return { id, bytes };
	});
	const ids = new Set(keys.map(({ id }) => id));
	if (ids.size !== keys.length) throw new Error('has two keys of one name');
	const [first, ...others] = keys;
	if (first === undefined) throw new Error('names no key');
	return new Keyring([first, ...others]);
}
