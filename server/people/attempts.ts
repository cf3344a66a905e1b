/**
 * How often somebody may try to sign in: by account and by address, counted in Postgres for all nodes together. An attempt is
 * counted before the password is looked at, so that a hundred at once are a hundred; one that succeeds is taken back.
 *
 * The wait doubles with each failure, to a quarter of an hour. So a stranger can make an account's owner wait, and cannot
 * try more than some hundred passwords a day; whoever is signed in already is not concerned.
 */
import { isIPv6 } from 'node:net';
import { type Database, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { hiddenName } from './codes.ts';

const LONGEST_WAIT_S = 900;
/** So many may fail before there is a wait: of an account, and of an address, behind which there may be an office. */
const FREE = { account: 5, address: 30 } as const;

/** s that are to be waited after so many failures, of which some are free. */
export const waitAfter = (failures: number, free: number, longestS = LONGEST_WAIT_S): number =>
	failures < free ? 0 : Math.min(longestS, 2 ** Math.min(failures - free, 20));

const insertAttempts = statement<never>(import.meta.url, 'insert-attempts');
const lockAttempts = statement<{ name: string; failures: number; wait: number }>(import.meta.url, 'lock-attempts');
const countAttempt = statement<never>(import.meta.url, 'count-attempt');
const forgetAttempts = statement<never>(import.meta.url, 'forget-attempts');
const deleteOldAttempts = statement<never>(import.meta.url, 'delete-old-attempts');

/** One machine has a whole /64 of IPv6 to itself. */
export function networkOf(address: string): string {
	if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
	const [head = '', tail] = address.split('::');
	const groups = head.split(':').filter((group) => group !== '');
	const rest = (tail ?? '').split(':').filter((group) => group !== '');
	const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
	const whole = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest];
	return whole
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':');
}

/** By what failures are counted. */
export interface Counter {
	/** A name that nobody can read back. */
	readonly name: string;
	/** So many may fail before there is a wait. */
	readonly free: number;
	/** s; default: a quarter of an hour. */
	readonly longestS?: number;
}

/**
 * Counts an attempt as failed by each of these, until it is forgiven; one that has to wait is not counted. Returns for how long
 * each waits after this one, in s. @throws NamedError rate_limited, with the time to wait
 */
export async function countAttempts(database: Database, counters: readonly Counter[]): Promise<readonly number[]> {
	return database.begin(async (on) => {
		// In one order at every node, so that no two wait for each other.
		const sorted = counters.map(({ name }) => name).sort();
		await insertAttempts(on, [sorted]);
		const rows = await lockAttempts(on, [sorted]);
		const wait = Math.ceil(Math.max(...rows.map((row) => row.wait)));
		if (wait > 0) {
			const message = `Too many attempts have failed; try again in ${wait} s.`;
			throw new NamedError('rate_limited', message, { retryAfterS: wait });
		}
		const waits: number[] = [];
		for (const { name, free, longestS } of counters) {
			const failures = (rows.find((row) => row.name === name)?.failures ?? 0) + 1;
			const waitS = waitAfter(failures, free, longestS);
			await countAttempt(on, [name, failures, waitS]);
			waits.push(waitS);
		}
		return waits;
	});
}

/** The first of the names has never failed, and the second once less. */
export async function forgiveAttempts(on: Executor, [first, second]: readonly [string, string]): Promise<void> {
	await forgetAttempts(on, [first, second]);
}

/** Of whom nothing was heard for a day. */
export async function dropOldAttempts(on: Executor): Promise<void> {
	await deleteOldAttempts(on, []);
}

export interface Attempt {
	readonly email: string;
	readonly address: string;
}

const namesOf = (secret: string, { email, address }: Attempt) => ({
	account: hiddenName(secret, 'account', email),
	address: hiddenName(secret, 'address', networkOf(address)),
});

/**
 * Counts an attempt as failed until it is forgiven. Returns for how long the account waits after this one, in s.
 * @throws NamedError rate_limited, with the time to wait
 */
export async function takeAttempt(database: Database, secret: string, attempt: Attempt): Promise<number> {
	const { account, address } = namesOf(secret, attempt);
	const counters = [
		{ name: account, free: FREE.account },
		{ name: address, free: FREE.address },
	];
	const [wait = 0] = await countAttempts(database, counters);
	return wait;
}

/** After a password that was right: the account has never failed, and its address once less. */
export async function forgiveAttempt(on: Executor, secret: string, attempt: Attempt): Promise<void> {
	const { account, address } = namesOf(secret, attempt);
	await forgiveAttempts(on, [account, address]);
}
