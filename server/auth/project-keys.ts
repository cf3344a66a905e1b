/** Keys with which a customer's back end signs tokens: several of a project live at once, so that they can be changed. */
import { createPublicKey, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Database, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Keyring } from '../sources/keyring.ts';
import type { Algorithm, ProjectKey } from './signing-key.ts';

/** Of a key, what may be shown. */
export interface ShownKey {
	readonly kid: string;
	readonly name: string;
	readonly algorithm: Algorithm;
	readonly author: boolean;
	readonly createdAt: number;
	readonly createdBy: string;
	readonly revokedAt: number | null;
}

interface KeyRow {
	readonly project: string;
	readonly algorithm: Algorithm;
	readonly sealed: string | null;
	readonly public_key: { readonly x: string } | null;
	readonly author: boolean;
	readonly revoked: boolean;
}

const SECRET_BYTES = 32;
const MAX_KEYS = 20;

const insertKey = statement<{ created_at: number }>(import.meta.url, 'insert-key');
const selectKey = statement<KeyRow>(import.meta.url, 'select-key');
const selectKeys = statement<ShownKey>(import.meta.url, 'select-keys');
const revokeKey = statement<{ kid: string }>(import.meta.url, 'revoke-key');

const contextOf = (project: string, kid: string): string => `project key ${project} ${kid}`;

/** Of an Ed25519 key as PEM or as JWK, its public half. @throws NamedError bad_request */
function publicHalf(given: string | Readonly<Record<string, unknown>>): string {
	try {
		const key = createPublicKey(typeof given === 'string' ? given : { key: given as never, format: 'jwk' });
		const { crv, x } = key.export({ format: 'jwk' });
		if (crv === 'Ed25519' && x !== undefined) return x;
	} catch (error) {
		throw new NamedError('bad_request', '"publicKey" is no key that can be read: give PEM (SPKI) or a JWK.', {
			cause: error,
		});
	}
	throw new NamedError(
		'bad_request',
		'"publicKey" must be an Ed25519 key, as "openssl genpkey -algorithm ed25519" makes.',
	);
}

export interface NewKey {
	readonly name: string;
	readonly author: boolean;
	/** Makes it an EdDSA key; without it, it is an HS256 key whose secret is made here. */
	readonly publicKey?: string | Readonly<Record<string, unknown>> | undefined;
}

export interface AddKeyOptions {
	readonly keys: Keyring;
	readonly project: string;
	readonly subject: string;
}

/** The key as it is shown, and once its secret. @throws NamedError bad_request */
export async function addKey(
	on: Executor,
	{ name, author, publicKey }: NewKey,
	{ keys, project, subject }: AddKeyOptions,
): Promise<ShownKey & { readonly secret?: string }> {
	const live = (await listKeys(on, project)).filter(({ revokedAt }) => revokedAt === null);
	if (live.length >= MAX_KEYS)
		throw new NamedError(
			'bad_request',
			`A project may have ${MAX_KEYS} live keys; revoke one that is not used any more.`,
		);
	const kid = `ck_${randomBytes(12).toString('base64url')}`;
	const secret = publicKey === undefined ? randomBytes(SECRET_BYTES).toString('base64url') : undefined;
	const jwk = publicKey === undefined ? null : { kty: 'OKP', crv: 'Ed25519', x: publicHalf(publicKey) };
	const sealed = secret === undefined ? null : keys.seal(secret, contextOf(project, kid));
	const algorithm: Algorithm = secret === undefined ? 'EdDSA' : 'HS256';
	const values = [kid, project, name, algorithm, sealed, jwk, author, subject];
	const [row] = await insertKey(on, values as never);
	const shown = { kid, name, algorithm, author, createdBy: subject, createdAt: row?.created_at ?? 0, revokedAt: null };
	return secret === undefined ? shown : { ...shown, secret };
}

export const listKeys = (on: Executor, project: string): Promise<readonly ShownKey[]> => selectKeys(on, [project]);

/** From then on no node takes a token of it, for longer than it takes them to look. @throws NamedError not_found */
export async function dropKey(on: Executor, project: string, kid: string): Promise<void> {
	const dropped = await revokeKey(on, [project, kid]);
	if (dropped.length === 0)
		throw new NamedError('not_found', `There is no key "${kid.slice(0, 40)}" that is not revoked.`);
}

const selectSealed = statement<{ kid: string; project: string; sealed: string }>(import.meta.url, 'select-sealed');
const resealKey = statement<{ kid: string }>(import.meta.url, 'reseal-key');

/** Encrypts every secret under the first key of the server that is not yet. Returns how many. @throws NamedError key_missing */
export async function resealKeys(on: Executor, keys: Keyring): Promise<number> {
	let changed = 0;
	for (const { kid, project, sealed } of await selectSealed(on, [])) {
		if (keys.isCurrent(sealed)) continue;
		const context = contextOf(project, kid);
		changed += (await resealKey(on, [kid, sealed, keys.seal(keys.open(sealed, context), context)])).length;
	}
	return changed;
}

const MAX_KNOWN = 1_000;
/** A key never changes; that it is revoked is learnt from the revocations. One that there is not may be made at any time. */
const KNOWN_MS = 60_000;
const UNKNOWN_MS = 2_000;
const KID = /^[\w-]{1,100}$/;

/** Finds keys for whoever checks tokens; a crowd with tokens of one key asks the store once. */
export class KeyFinder {
	readonly #database: Database;
	readonly #keys: Keyring;
	readonly #known = new LRUCache<string, Promise<ProjectKey | undefined>>({ max: MAX_KNOWN });

	constructor(database: Database, keys: Keyring) {
		this.#database = database;
		this.#keys = keys;
	}

	/** @throws NamedError key_missing, when the server lacks the key under which it was encrypted */
	find(kid: string): Promise<ProjectKey | undefined> {
		if (!KID.test(kid)) return Promise.resolve(undefined);
		const known = this.#known.get(kid);
		if (known !== undefined) return known;
		const asked = this.#read(kid);
		this.#known.set(kid, asked, { ttl: KNOWN_MS });
		asked.then(
			(key) => key === undefined && this.#known.set(kid, asked, { ttl: UNKNOWN_MS }),
			() => this.#known.delete(kid),
		);
		return asked;
	}

	async #read(kid: string): Promise<ProjectKey | undefined> {
		const [row] = await selectKey(this.#database, [kid]);
		if (row === undefined) return undefined;
		const { project, algorithm, sealed, public_key, author, revoked } = row;
		const material = sealed === null ? (public_key?.x ?? '') : this.#keys.open(sealed, contextOf(project, kid));
		return { kid, project, algorithm, material, author, revoked };
	}
}
