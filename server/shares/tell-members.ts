/** That something was shared, in the inboxes of members whom its author has named. */
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { InboxOwner, NewNotice } from '../inbox/notices.ts';
import { listMembers } from '../people/members.ts';
import type { Target } from './target.ts';

const selectName = statement<{ name: string }>(import.meta.url, 'select-name');

/** @throws NamedError bad_request: somebody is no member */
export async function ownersOf(
	on: Executor,
	project: string,
	accounts: readonly string[],
): Promise<readonly InboxOwner[]> {
	if (accounts.length === 0) return [];
	const members = new Set((await listMembers(on, project)).map(({ account }) => account));
	const stranger = accounts.find((account) => !members.has(account));
	if (stranger !== undefined)
		throw new NamedError('bad_request', `"notify" names ${stranger}, who is no member of this project.`);
	return [...new Set(accounts)].map((subject) => ({ project, subject }));
}

/** What a subject is called: an account by its name, anybody else by the subject. */
export async function nameOf(on: Executor, subject: string): Promise<string> {
	return (await selectName(on, [subject]))[0]?.name ?? subject;
}

interface Shared {
	readonly id: string;
	readonly project: string;
	readonly target: Target;
	readonly title: string;
	readonly by: string;
	readonly publicUrl: string;
}

/** It leads to the workshop, where a member sees it anyhow: the link itself is kept nowhere. */
export function noticeOf({ id, project, target, title, by, publicUrl }: Shared): NewNotice {
	const [what, name] =
		'chart' in target ? (['chart', target.chart] as const) : (['dashboard', target.dashboard] as const);
	const href = `${publicUrl}/workshop/${encodeURIComponent(project)}/${what}s/${name}`;
	return { key: `share ${id}`, kind: 'shared', body: { what, name, title, by, href } };
}
