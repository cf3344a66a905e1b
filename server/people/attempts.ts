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
export const waitAfter = (failures: number, free: number): number =>
	failures < free ? 0 : Math.min(LONGEST_WAIT_S, 2 ** Math.min(failures - free, 20));

const insertAttempts = statement<never>(import.meta.url, 'insert-attempts');
const lockAttempts = statement<{ name: string; failures: number; wait: number }>(import.meta.url, 'lock-attempts');
const countAttempt = statement<never>(import.meta.url, 'count-attempt');
const forgetAttempts = statement<never>(import.meta.url, 'forget-attempts');

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
	const names = namesOf(secret, attempt);
	return database.begin(async (on) => {
		// In one order at every node, so that no two wait for each other.
		const sorted = Object.values(names).sort();
		await insertAttempts(on, [sorted]);
		const rows = await lockAttempts(on, [sorted]);
		const wait = Math.ceil(Math.max(...rows.map((row) => row.wait)));
		if (wait > 0) {
			const message = `Too many attempts have failed; try again in ${wait} s.`;
			throw new NamedError('rate_limited', message, { retryAfterS: wait });
		}
		const waits = { account: 0, address: 0 };
		for (const kind of ['account', 'address'] as const) {
			const failures = (rows.find(({ name }) => name === names[kind])?.failures ?? 0) + 1;
			waits[kind] = waitAfter(failures, FREE[kind]);
			await countAttempt(on, [names[kind], failures, waits[kind]]);
		}
		return waits.account;
	});
}

/** After a password that was right: the account has never failed, and its address once less. */
export async function forgiveAttempt(on: Executor, secret: string, attempt: Attempt): Promise<void> {
	const { account, address } = namesOf(secret, attempt);
	await forgetAttempts(on, [account, address]);
}
