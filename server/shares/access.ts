/**
 * Who can see what, in one answer: people and machines of the project, who see all of it; keys of its back ends, which may sign
 * for anything; and, of each chart and dashboard, the links that show it, to whom
 * schedules and alerts send it, and by which claims viewers see rows of their own.
 */

import { listApiKeys } from '../auth/api-keys.ts';
import type { Role } from '../auth/embed-claims.ts';
import { listKeys } from '../auth/project-keys.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import type { StoredChannel } from '../deliveries/channels.ts';
import { listMembers } from '../people/members.ts';
import { listShares, type Share } from './shares.ts';

const selectRecipients = statement<RecipientRow>(import.meta.url, 'select-recipients');
const selectObjects = statement<AccessObject>(import.meta.url, 'select-access');

interface AccessObject {
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
	readonly title: string;
	/** The claims of a token by which each viewer sees their own rows; none: whoever sees it sees all of it. */
	readonly claims: readonly string[];
	/** The dashboards that it is on: whoever may see one of them sees it there. */
	readonly dashboards: readonly string[];
}

interface RecipientRow {
	readonly by: 'schedule' | 'alert';
	readonly name: string;
	readonly chart: string | null;
	readonly dashboard: string | null;
	readonly channels: readonly StoredChannel[] | null;
}

/** E-mail addresses, and of webhooks the machine: the address of a webhook is its own permission. */
const shownChannel = (channel: StoredChannel) =>
	channel.kind === 'email' ? { kind: channel.kind, to: channel.to } : { kind: channel.kind, to: [channel.host] };

const shownRecipient = ({ by, name, channels }: RecipientRow) => ({
	by,
	name,
	channels: (channels ?? []).map(shownChannel),
});

export interface AccessPage {
	readonly limit: number;
	/** `next` of the page before. */
	readonly after?: string | undefined;
	/** This one alone. */
	readonly only?: Pick<AccessObject, 'kind' | 'name'> | undefined;
}

const keyOf = ({ kind, name }: Pick<AccessObject, 'kind' | 'name'>): string => `${kind} ${name}`;

const isLive = ({ revokedAt, expiresAt }: Share): boolean =>
	revokedAt === null && (expiresAt === null || expiresAt > Date.now());

function shownShare({ id, title, claims, params, exports, hasPassword, expiresAt, createdByName, lacking }: Share) {
	return { id, title, claims, params, exports, hasPassword, expiresAt, createdByName, lacking };
}

interface ShownMember {
	/** By which a link's `notify` names them. */
	readonly account: string;
	readonly name: string;
	readonly role: Role;
}

/** E-mail addresses of members are for administrators, who have them elsewhere. */
async function everybody(on: Executor, project: string) {
	const now = Date.now();
	const members = (await listMembers(on, project)).filter(({ disabled }) => !disabled);
	const signing = (await listKeys(on, project)).filter(({ revokedAt }) => revokedAt === null);
	const machines = await listApiKeys(on, project);
	return {
		members: members.map(({ account, name, role }): ShownMember => ({ account, name, role })),
		signingKeys: signing.map(({ name, author }) => ({ name, author })),
		machines: machines
			.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now)
			.map(({ name, role, expiresAt }) => ({ name, role, expiresAt })),
	};
}

/** `next` is absent on the last page. */
export async function accessOf(on: Executor, project: string, { limit, after, only }: AccessPage) {
	const one = only === undefined ? null : keyOf(only);
	const rows = await selectObjects(on, [project, after ?? null, one, limit + 1] as Bindable[]);
	const shares = (await listShares(on, project)).filter(isLive);
	const recipients = await selectRecipients(on, [project]);
	const page = rows.slice(0, limit);
	const sharesOf = ({ kind, name, dashboards }: AccessObject) =>
		shares
			.filter(({ target }) =>
				'chart' in target
					? kind === 'chart' && target.chart === name
					: target.dashboard === name
						? kind === 'dashboard'
						: dashboards.includes(target.dashboard),
			)
			.map(shownShare);
	const sentOf = ({ kind, name }: AccessObject) =>
		recipients.filter((each) => (kind === 'chart' ? each.chart : each.dashboard) === name).map(shownRecipient);
	const last = page.at(-1);
	return {
		...(await everybody(on, project)),
		objects: page.map((object) => ({ ...object, shares: sharesOf(object), sent: sentOf(object) })),
		...(rows.length > limit && last !== undefined ? { next: keyOf(last) } : {}),
	};
}
