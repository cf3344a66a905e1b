/**
 * Opening a link, without any authentication but what it says itself. Whatever is wrong with a link, be it unknown, expired or
 * revoked, the answer is one. How often is limited three ways: codes that open nothing, by address; wrong passwords, by share
 * and address, by address, and by share. No wait is longer than a minute and none grows by trying during it, so that nobody
 * locks out the office behind an address for good; whoever is in already has a pass, and is not concerned.
 */
import type { Params } from '../../widget/protocol.ts';
import { Rates } from '../auth/request-rates.ts';
import { type Bindable, type Database, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { type Counter, countAttempts, dropOldAttempts, forgiveAttempts, networkOf } from '../people/attempts.ts';
import { hiddenName } from '../people/codes.ts';
import { Passwords } from '../people/passwords.ts';
import { SharedCalls } from '../shared-calls.ts';
import { isPassOf, type ShareToken, sharePass, shareToken } from './share-token.ts';
import { dropOldShares, hashOfShare } from './shares.ts';
import type { SharedClaims, Target } from './target.ts';

interface OpenRow {
	readonly id: string;
	readonly project: string;
	readonly chart: string | null;
	readonly dashboard: string | null;
	readonly title: string;
	readonly params: Params;
	readonly claims: SharedClaims;
	readonly exports: boolean;
	readonly password: string | null;
	readonly at: number;
	readonly leftMs: number | null;
}

export interface Opening {
	readonly code: string;
	readonly password?: string | undefined;
	/** Of an earlier opening, in place of the password. */
	readonly pass?: string | undefined;
	/** The page shows it already, and is no further opening. */
	readonly renews: boolean;
	/** From where it is asked. */
	readonly address: string;
}

export interface Opened extends ShareToken {
	readonly target: Target;
	readonly title: string;
	/** Where there is a password: what is as good as it for a week. */
	readonly pass?: string;
}

const KEEP_MS = 2_000;
const CLEAN_EACH_MS = 3_600_000;
/** Codes that open nothing, of one address: whoever mistypes is far below. */
const WRONG_CODES_PER_S = 5;
const LONGEST_S = 60;
/** Of a share everywhere: so many guesses an hour make nobody wait for long, and are too few for four words. */
const SHARE_LONGEST_S = 2;
const FREE = { pair: 5, address: 30, share: 100 } as const;
const CODE = /^[\w-]{22}$/;

const selectOpenShare = statement<OpenRow>(import.meta.url, 'select-open-share');
const countOpens = statement<never>(import.meta.url, 'count-opens');

const gone = (): NamedError => new NamedError('link_invalid', 'This link no longer works.');

export interface OpenSharesOptions {
	readonly database: Database;
	readonly secret: string;
	readonly log: Log;
	/** Default: a line of its own, so that a flood of openings and one of sign-ins do not wait for each other. */
	readonly passwords?: Passwords;
}

export class OpenShares {
	readonly #database: Database;
	readonly #secret: string;
	readonly #log: Log;
	readonly passwords: Passwords;
	/** A crowd that is sent one link asks the database together. */
	readonly #found = new SharedCalls<OpenRow | undefined>();
	readonly #wrongCodes = new Rates(WRONG_CODES_PER_S);
	#opens = new Map<string, number>();
	#cleanedAt = performance.now();

	constructor({ database, secret, log, passwords = new Passwords({ atOnce: 1 }) }: OpenSharesOptions) {
		this.#database = database;
		this.#secret = secret;
		this.#log = log;
		this.passwords = passwords;
	}

	/** @throws NamedError link_invalid, password_needed, sign_in_failed, rate_limited */
	async open(opening: Opening): Promise<Opened> {
		const row = await this.#find(opening);
		const pass = await this.#admit(row, opening);
		const { chart, dashboard, title } = row;
		const target = chart === null ? { dashboard: dashboard ?? '' } : { chart };
		const token = await shareToken(this.#secret, { ...row, target });
		if (!opening.renews) this.#opens.set(row.id, (this.#opens.get(row.id) ?? 0) + 1);
		return { ...token, target, title, ...(pass === undefined ? {} : { pass }) };
	}

	async #find({ code, address }: Opening): Promise<OpenRow> {
		const hash = hashOfShare(code);
		const read = async (): Promise<OpenRow | undefined> => (await selectOpenShare(this.#database, [hash]))[0];
		const row = CODE.test(code) ? await this.#found.call(hash, read) : undefined;
		if (row !== undefined) return row;
		if (this.#wrongCodes.allows(networkOf(address))) throw gone();
		throw new NamedError(
			'rate_limited',
			'Too many links that do not work were tried from your address; wait a moment.',
		);
	}

	/** Demands the password, if there is one, or a pass; returns the pass. */
	async #admit({ id, password: hashed }: OpenRow, { password, pass, address }: Opening): Promise<string | undefined> {
		if (hashed === null) return undefined;
		if (pass !== undefined && (await isPassOf(this.#secret, id, pass))) return pass;
		if (password === undefined) throw new NamedError('password_needed', 'This link needs a password.');
		await this.passwords.withRoom(() => this.#compare({ id, hashed, address }, password));
		return sharePass(this.#secret, id);
	}

	async #compare({ id, hashed, address }: Guarded, password: string): Promise<void> {
		const { pair, place, share } = this.#namesOf(id, address);
		const counters: readonly Counter[] = [
			{ name: pair, free: FREE.pair, longestS: LONGEST_S },
			{ name: place, free: FREE.address, longestS: LONGEST_S },
			{ name: share, free: FREE.share, longestS: SHARE_LONGEST_S },
		];
		await countAttempts(this.#database, counters);
		if (!(await this.passwords.matches(hashed, password)))
			throw new NamedError('sign_in_failed', 'The password is wrong.');
		// One after the other, and each by itself: whoever counts meanwhile may hold any of them.
		await forgiveAttempts(this.#database, [pair, place]);
		await forgiveAttempts(this.#database, [pair, share]);
	}

	#namesOf(id: string, address: string) {
		const network = networkOf(address);
		const name = (kind: string, value: string) => hiddenName(this.#secret, kind, value);
		return {
			pair: name('share and address', `${id} ${network}`),
			place: name('address of shares', network),
			share: name('share', id),
		};
	}

	/** Writes down how often which was opened, and drops what ended long ago. Returns what stops it. */
	start(): () => Promise<void> {
		const stop = startLoop({ name: 'shares', everyMs: KEEP_MS, log: this.#log, work: () => this.keep() });
		return async () => {
			await stop();
			await this.keep();
		};
	}

	async keep(): Promise<void> {
		const opens = this.#opens;
		if (opens.size > 0) {
			const counted = [...opens].map(([id, count]) => ({ id, opens: count }));
			this.#opens = new Map();
			try {
				await countOpens(this.#database, [counted] as unknown as Bindable[]);
			} catch (error) {
				for (const [id, count] of opens) this.#opens.set(id, (this.#opens.get(id) ?? 0) + count);
				throw error;
			}
		}
		const now = performance.now();
		if (now - this.#cleanedAt < CLEAN_EACH_MS) return;
		this.#cleanedAt = now;
		await dropOldShares(this.#database);
		await dropOldAttempts(this.#database);
	}
}

interface Guarded {
	readonly id: string;
	readonly hashed: string;
	readonly address: string;
}
