/** Accounts: people who sign in. An e-mail address names one, in small letters. */
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { endSessions } from './sessions.ts';

export interface Account {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	/** Of the whole installation. */
	readonly administrator: boolean;
	/** Argon2id; null: signs in elsewhere. */
	readonly password: string | null;
	readonly disabled: boolean;
}

export interface ListedAccount extends Omit<Account, 'password'> {
	readonly hasPassword: boolean;
	/** ms */
	readonly createdAt: number;
	/** When one of their sessions was last used, to a minute; null: they are signed out everywhere. */
	readonly seenAt: number | null;
	readonly projects: readonly { readonly project: string; readonly role: string }[];
}

const insertAccount = statement<Account>(import.meta.url, 'insert-account');
const selectByEmail = statement<Account>(import.meta.url, 'select-account-by-email');
const selectById = statement<Account>(import.meta.url, 'select-account');
const selectAccounts = statement<ListedAccount>(import.meta.url, 'select-accounts');
const setPasswordOf = statement<never>(import.meta.url, 'set-password');
const holdPasswordOf = statement<{ id: string }>(import.meta.url, 'hold-password');
const holdAccountOf = statement<never>(import.meta.url, 'hold-account');
const setNameOf = statement<never>(import.meta.url, 'set-name');
const lockInstallation = statement<never>(import.meta.url, 'lock-installation');
const countAdministrators = statement<{ there: number }>(import.meta.url, 'count-administrators');
const setAccount = statement<{ id: string }>(import.meta.url, 'set-account');
const deleteAccount = statement<{ email: string }>(import.meta.url, 'delete-account');
const revokeEverywhere = statement<never>(import.meta.url, 'revoke-everywhere');

export interface NewAccount {
	readonly email: string;
	readonly name: string;
	readonly administrator?: boolean;
	readonly password: string | null;
}

/** @throws NamedError conflict: the address has an account */
export async function addAccount(on: Executor, account: NewAccount): Promise<Account> {
	const { email, name, administrator = false, password } = account;
	const [added] = await insertAccount(on, [email, name, administrator, password] as Bindable[]);
	if (added !== undefined) return added;
	throw new NamedError('conflict', 'This e-mail address has an account; sign in, and open the link again.');
}

export const findByEmail = async (on: Executor, email: string): Promise<Account | undefined> =>
	(await selectByEmail(on, [email]))[0];

/** @throws NamedError not_found */
export async function findAccount(on: Executor, id: string): Promise<Account> {
	const [found] = await selectById(on, [id]);
	if (found === undefined) throw new NamedError('not_found', 'There is no such account.');
	return found;
}

export const listAccounts = (on: Executor): Promise<readonly ListedAccount[]> => selectAccounts(on, []);

/** `null`: signs in elsewhere. */
export async function setPassword(on: Executor, id: string, hashed: string | null): Promise<void> {
	await setPasswordOf(on, [id, hashed] as Bindable[]);
}

/**
 * Whether it is still the account's password, and will be to the end of the transaction: a password takes its time to be
 * compared, and may have been changed meanwhile.
 */
export async function holdPassword(on: Executor, { id, password }: Pick<Account, 'id' | 'password'>): Promise<boolean> {
	return (await holdPasswordOf(on, [id, password] as Bindable[])).length > 0;
}

export async function setName(on: Executor, id: string, name: string): Promise<void> {
	await setNameOf(on, [id, name]);
}

/** Whether anybody manages the installation. */
export async function hasAdministrator(on: Executor): Promise<boolean> {
	const [row] = await countAdministrators(on, []);
	return (row?.there ?? 0) > 0;
}

/** To be held, to the end of the transaction, while it is decided who administrates: one decision after the other. */
export async function holdInstallation(on: Executor): Promise<void> {
	await lockInstallation(on, []);
}

/** After a change, under the lock. @throws NamedError conflict, which takes the change back */
async function demandAdministrator(on: Executor): Promise<void> {
	if (await hasAdministrator(on)) return;
	throw new NamedError('conflict', 'This is the last administrator; make somebody else one first.');
}

/** Whatever browsers and tokens somebody has are refused, at every node within 5 s. */
async function signOutEverywhere(on: Executor, id: string): Promise<void> {
	await endSessions(on, id);
	await revokeEverywhere(on, [id]);
}

/** Under the lock, whatever they were when they asked. @throws NamedError not_allowed */
async function demandStillAdministrator(on: Executor, by: string): Promise<void> {
	const [account] = await selectById(on, [by]);
	if (account?.administrator && !account.disabled) return;
	throw new NamedError('not_allowed', 'You do not administrate this installation any more.');
}

export interface AccountChange {
	/** The administrator who wants it. */
	readonly by: string;
	readonly administrator?: boolean | undefined;
	readonly disabled?: boolean | undefined;
}

/** Whoever is disabled is signed out everywhere within 5 s. @throws NamedError not_found, conflict: the last administrator */
export async function changeAccount(on: Executor, id: string, change: AccountChange): Promise<void> {
	const { by, administrator = null, disabled = null } = change;
	await holdInstallation(on);
	await demandStillAdministrator(on, by);
	const changed = await setAccount(on, [id, administrator, disabled] as Bindable[]);
	if (changed.length === 0) throw new NamedError('not_found', 'There is no such account.');
	await demandAdministrator(on);
	if (disabled) await signOutEverywhere(on, id);
}

/**
 * Returns the address that it had. First it holds the account and its memberships, as whoever changes a password or a member
 * does: who came to sessions or revocations first would wait for them while they wait here.
 * @throws NamedError not_found, conflict: the last administrator
 */
export async function removeAccount(on: Executor, id: string, by: string): Promise<string> {
	await holdInstallation(on);
	await demandStillAdministrator(on, by);
	await holdAccountOf(on, [id]);
	await signOutEverywhere(on, id);
	const [gone] = await deleteAccount(on, [id]);
	if (gone === undefined) throw new NamedError('not_found', 'There is no such account.');
	await demandAdministrator(on);
	return gone.email;
}
