/** Who belongs to a project, in which role. What is changed here is refused or permitted at every node within 5 s. */
import type { Role } from '../auth/embed-claims.ts';
import { revoke } from '../auth/revocations.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { Session } from './sessions.ts';

export interface Member {
	readonly account: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly disabled: boolean;
	/** ms */
	readonly since: number;
}

const selectMembers = statement<Member>(import.meta.url, 'select-members');
const selectRole = statement<{ role: Role }>(import.meta.url, 'select-role');
const lockProject = statement<{ project: string }>(import.meta.url, 'lock-project');
const upsertMember = statement<{ role: Role }>(import.meta.url, 'upsert-member');
const updateMember = statement<{ email: string }>(import.meta.url, 'update-member');
const deleteMember = statement<{ email: string }>(import.meta.url, 'delete-member');
const countManagers = statement<{ there: number }>(import.meta.url, 'count-project-administrators');

export const listMembers = (on: Executor, project: string): Promise<readonly Member[]> => selectMembers(on, [project]);

export async function roleIn(on: Executor, project: string, account: string): Promise<Role | undefined> {
	return (await selectRole(on, [project, account]))[0]?.role;
}

/**
 * To whoever is no member a project is like one that does not exist.
 * @throws NamedError not_found, not_allowed
 */
export async function demandManagerOf(on: Executor, session: Session, project: string): Promise<void> {
	const role = await roleIn(on, project, session.account);
	if (role === 'administrator') return;
	if (session.administrator) return demandProject(on, project);
	if (role === undefined) throw unknownProject();
	throw new NamedError('not_allowed', 'People and keys of a project are for its administrators.');
}

const unknownProject = (): NamedError => new NamedError('not_found', 'There is no such project.');

/** Also holds it until the transaction ends, if it is one. @throws NamedError not_found */
async function demandProject(on: Executor, project: string): Promise<void> {
	if ((await lockProject(on, [project])).length === 0) throw unknownProject();
}

/** By an invitation. Somebody who is a member keeps a role that may do more. Returns the role. */
export async function addMember(on: Executor, project: string, { account, role }: { account: string; role: Role }) {
	const [row] = await upsertMember(on, [project, account, role]);
	return row?.role ?? role;
}

export interface MemberChange {
	readonly account: string;
	/** null: is to be no member any more. */
	readonly role: Role | null;
	/** Whoever wants it: of the installation, they may leave a project without an administrator, for they still manage it. */
	readonly by: Session;
}

/** Returns the address of the account. @throws NamedError not_found, not_allowed, conflict: the last administrator */
export async function changeMember(on: Executor, project: string, change: MemberChange): Promise<string> {
	const { account, role, by } = change;
	// One change after the other: of two administrators who remove each other, one stays.
	await demandProject(on, project);
	await demandManagerOf(on, by, project);
	const changed = await (role === null
		? deleteMember(on, [project, account])
		: updateMember(on, [project, account, role] as Bindable[]));
	const [member] = changed;
	if (member === undefined) throw new NamedError('not_found', 'There is no such member of this project.');
	const [left] = await countManagers(on, [project]);
	if (!by.administrator && (left?.there ?? 0) === 0)
		throw new NamedError('conflict', 'This is the last administrator of the project; make somebody else one first.');
	await revoke(on, project, { kind: 'subject', name: account });
	return member.email;
}
