/**
 * Keys of machines, such as a CI that pushes charts: `cw_…`, taken wherever an author's token is. They are random, shown once
 * and kept as a hash; each belongs to one project, may do what its role may, and ends.
 */
import { createHash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Bindable, type Database, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Bearer } from './embed-claims.ts';
import { revoke } from './revocations.ts';
import { expiredToken, revokedToken } from './tokens.ts';

export type ApiKeyRole = 'author' | 'viewer';

/** Of a key, what may be shown. Times in ms. */
export interface ShownApiKey {
	readonly id: string;
	readonly name: string;
	readonly role: ApiKeyRole;
	readonly createdBy: string;
	readonly createdAt: number;
	readonly expiresAt: number;
	/** To a few minutes. */
	readonly lastUsedAt: number | null;
	readonly revokedAt: number | null;
}

interface KeyRow {
	readonly id: string;
	readonly project: string;
	readonly role: ApiKeyRole;
	/** ms */
	readonly expires_at: number;
	readonly revoked: boolean;
}

const PREFIX = 'cw_';
const SECRET_BYTES = 32;
const MAX_KEYS = 50;
const FORM = /^cw_[\w-]{43}$/;

const insertKey = statement<ShownApiKey>(import.meta.url, 'insert-api-key');
const countKeys = statement<{ live: number }>(import.meta.url, 'count-api-keys');
const selectKey = statement<KeyRow>(import.meta.url, 'select-api-key');
const selectKeys = statement<ShownApiKey>(import.meta.url, 'select-api-keys');
const touchKey = statement<never>(import.meta.url, 'touch-api-key');
const revokeKey = statement<{ name: string }>(import.meta.url, 'revoke-api-key');

export const isApiKey = (token: string): boolean => token.startsWith(PREFIX);

/** 256 random bits need no salt and no slow hash. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

export interface NewApiKey {
	readonly name: string;
	readonly role: ApiKeyRole;
	readonly expiresInDays: number;
	readonly createdBy: string;
}

/** The key as it is shown, and once the key itself. @throws NamedError conflict: there are too many */
export async function addApiKey(
	on: Executor,
	project: string,
	{ name, role, expiresInDays, createdBy }: NewApiKey,
): Promise<ShownApiKey & { readonly key: string }> {
	const [counted] = await countKeys(on, [project]);
	if ((counted?.live ?? 0) >= MAX_KEYS)
		throw new NamedError('conflict', `A project may have ${MAX_KEYS} live keys; revoke one that is not used any more.`);
	const key = `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
	const id = `ak_${randomBytes(12).toString('base64url')}`;
	const [shown] = await insertKey(on, [id, hashOf(key), project, name, role, createdBy, expiresInDays]);
	if (shown === undefined) throw new NamedError('internal', 'The key was not kept.');
	return { ...shown, key };
}

export const listApiKeys = (on: Executor, project: string): Promise<readonly ShownApiKey[]> =>
	selectKeys(on, [project]);

/** No node takes it any more, for longer than it takes them to look. Returns its name. @throws NamedError not_found */
export async function dropApiKey(on: Executor, project: string, id: string): Promise<string> {
	const [dropped] = await revokeKey(on, [project, id]);
	if (dropped === undefined)
		throw new NamedError('not_found', `There is no key "${id.slice(0, 40)}" that is not revoked in this project.`);
	await revoke(on, project, { kind: 'token', name: id });
	return dropped.name;
}

const MAX_KNOWN = 1_000;
/** A key never changes; that it is revoked is learnt from the revocations. One that there is not may be made at any time. */
const KNOWN_MS = 60_000;
const UNKNOWN_MS = 2_000;

/** Finds keys for the doors; a machine that asks often asks the store once a minute. */
export class ApiKeyFinder {
	readonly #database: Database;
	readonly #known = new LRUCache<string, Promise<KeyRow | undefined>>({ max: MAX_KNOWN });

	constructor(database: Database) {
		this.#database = database;
	}

	/** @throws NamedError token_invalid, token_expired, token_revoked */
	async admit(key: string): Promise<Bearer> {
		const row = FORM.test(key) ? await this.#find(hashOf(key)) : undefined;
		if (row === undefined)
			throw new NamedError('token_invalid', 'The key is not valid: it was mistyped, or there is none such.');
		if (row.revoked) throw revokedToken();
		if (row.expires_at <= Date.now()) throw expiredToken();
		const { id, project, role, expires_at: expiresAt } = row;
		const what = { charts: '*', dashboards: '*', params: {}, claims: {}, record: false } as const;
		return { ...what, subject: id, tokenId: id, project, role, author: role === 'author', expiresAt };
	}

	#find(hash: string): Promise<KeyRow | undefined> {
		const known = this.#known.get(hash);
		if (known !== undefined) return known;
		const asked = this.#read(hash);
		this.#known.set(hash, asked, { ttl: KNOWN_MS });
		asked.then(
			(row) => row === undefined && this.#known.set(hash, asked, { ttl: UNKNOWN_MS }),
			() => this.#known.delete(hash),
		);
		return asked;
	}

	async #read(hash: string): Promise<KeyRow | undefined> {
		const [row] = await selectKey(this.#database, [hash] as Bindable[]);
		if (row !== undefined) await touchKey(this.#database, [row.id]);
		return row;
	}
}
