/**
 * One-time links: whoever opens one may do one thing, once, for a while. The code stands behind the `#` of an address, which no
 * server sees and no log has; here is only its hash.
 */
import type { Role } from '../auth/embed-claims.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { hashOfCode, newCode } from './codes.ts';

export type LinkKind = 'setup' | 'administrator' | 'invitation' | 'password';

export interface Link {
	readonly kind: LinkKind;
	readonly project: string | null;
	/** What that is called. */
	readonly projectName: string | null;
	readonly role: Role | null;
	/** The only address that may take it; null: whoever has the link. */
	readonly email: string | null;
	readonly account: string | null;
}

/** Times in ms. */
export interface ListedInvitation {
	readonly id: string;
	readonly role: Role;
	readonly email: string | null;
	readonly createdBy: string;
	readonly createdAt: number;
	readonly expiresAt: number;
}

export interface NewLink {
	readonly kind: LinkKind;
	readonly createdBy: string;
	readonly project?: string;
	readonly role?: Role;
	readonly email?: string | undefined;
	readonly account?: string;
	readonly livesMs: number;
}

const insertLink = statement<{ id: string; expires_at: number }>(import.meta.url, 'insert-link');
const selectLink = statement<Link>(import.meta.url, 'select-link');
const takeLinkBy = statement<Link>(import.meta.url, 'take-link');
const deleteSetupLinks = statement<never>(import.meta.url, 'delete-setup-links');
const selectInvitations = statement<ListedInvitation>(import.meta.url, 'select-invitations');
const deleteInvitation = statement<{ id: string }>(import.meta.url, 'delete-invitation');

const PAGES: Readonly<Record<LinkKind, string>> = {
	setup: '/setup',
	administrator: '/setup',
	invitation: '/join',
	password: '/new-password',
};

const DAY_MS = 86_400_000;
export const SETUP_LINK_MS = DAY_MS;
export const INVITATION_MS = 7 * DAY_MS;
export const PASSWORD_LINK_MS = DAY_MS;

export interface MadeLink {
	readonly id: string;
	/** The whole address; it is shown once. */
	readonly link: string;
	/** ms */
	readonly expiresAt: number;
}

export async function addLink(on: Executor, publicUrl: string, wanted: NewLink): Promise<MadeLink> {
	const { kind, project = null, role = null, email = null, account = null, createdBy, livesMs } = wanted;
	const code = newCode();
	const values = [hashOfCode(code), kind, project, role, email, account, createdBy, livesMs];
	const [row] = await insertLink(on, values as Bindable[]);
	if (row === undefined) throw new NamedError('internal', 'The link was not kept.');
	return { id: row.id, link: `${publicUrl}${PAGES[kind]}#code=${code}`, expiresAt: row.expires_at };
}

const invalidLink = (): NamedError =>
	new NamedError('link_invalid', 'This link has been used, has expired, or is not whole; ask for another one.');

const NAMES: Readonly<Record<LinkKind, string>> = {
	setup: 'for the first administrator',
	administrator: 'for a further administrator',
	invitation: 'an invitation',
	password: 'for a new password',
};

const otherKind = (kind: LinkKind): NamedError =>
	new NamedError(
		'link_invalid',
		`This link is ${NAMES[kind]}: open its own page, ${PAGES[kind]}, with all that follows the “#”.`,
	);

/** What a link is for, without taking it. @throws NamedError link_invalid: there is none, or it is of none of these kinds */
export async function readLink(on: Executor, code: string, kinds?: readonly LinkKind[]): Promise<Link> {
	const [link] = await selectLink(on, [hashOfCode(code)]);
	if (link === undefined) throw invalidLink();
	if (kinds !== undefined && !kinds.includes(link.kind)) throw otherKind(link.kind);
	return link;
}

/**
 * Of two at once, one gets it. Part of the transaction of what it permits; that holds the account of a link for a new password
 * before. @throws NamedError link_invalid
 */
export async function takeLink(on: Executor, code: string, kinds: readonly LinkKind[]): Promise<Link> {
	const [link] = await takeLinkBy(on, [hashOfCode(code), kinds]);
	if (link === undefined) throw invalidLink();
	return link;
}

/** There is an administrator: whatever the nodes have logged before is good for nothing. */
export async function dropSetupLinks(on: Executor): Promise<void> {
	await deleteSetupLinks(on, []);
}

export const listInvitations = (on: Executor, project: string): Promise<readonly ListedInvitation[]> =>
	selectInvitations(on, [project]);

/** @throws NamedError not_found */
export async function dropInvitation(on: Executor, project: string, id: string): Promise<void> {
	if ((await deleteInvitation(on, [project, id])).length > 0) return;
	throw new NamedError('not_found', 'There is no such invitation; it may have been used, or have expired.');
}
