/** The audit log in plain words, and its filters as an address has them. Pure. */
import { dayEnd, dayStart } from '../../shared/times.ts';

/** As `GET /v1/account/audit` lists it. */
export interface AuditEntry {
	readonly id: number;
	/** ms */
	readonly at: number;
	readonly actorKind: 'account' | 'key' | 'token' | 'operator' | 'stranger';
	readonly actor: string;
	readonly actorName: string;
	readonly address: string;
	readonly project: string | null;
	readonly action: string;
	readonly object: string;
	readonly details: Readonly<Record<string, unknown>>;
}

/** What was done; `%` is what it was done to. */
const WORDS: Readonly<Record<string, string>> = {
	'account.changed': 'changed the account %',
	'account.created': 'made the account %',
	'account.linked': 'connected the account % with the OpenID provider',
	'account.removed': 'removed the account %',
	'account.renamed': 'renamed themselves',
	'alert.acknowledged': 'acknowledged the alert %',
	'alert.deleted': 'deleted the alert %',
	'alert.saved': 'saved the alert %',
	'alert.snoozed': 'snoozed the alert %',
	'alert.woken': 'woke the alert %',
	'chart.deleted': 'deleted the chart %',
	'chart.restored': 'restored the chart %',
	'chart.saved': 'saved the chart %',
	'dashboard.deleted': 'deleted the dashboard %',
	'dashboard.restored': 'restored the dashboard %',
	'dashboard.saved': 'saved the dashboard %',
	'delivery.again': 'had the delivery % sent again',
	'delivery.tried': 'sent a message to try a channel, %',
	'invitation.created': 'invited %',
	'invitation.dropped': 'dropped the invitation %',
	'key.created': 'made the key for machines %',
	'key.revoked': 'revoked the key for machines %',
	'link.created': 'made a link to set up the installation',
	'member.added': 'joined as a member',
	'member.changed': 'changed the role of %',
	'member.removed': 'removed the member %',
	'password-link.created': 'made a link for a new password for %',
	'password.changed': 'changed the password of %',
	'project.changed': 'changed the project %',
	'project.created': 'made the project %',
	'project.settings': 'changed the settings of the project %',
	'schedule.deleted': 'deleted the schedule %',
	'schedule.saved': 'saved the schedule %',
	'schedule.sent': 'sent the schedule % at once',
	'session.began': 'signed in',
	'session.ended': 'signed out, or ended a session',
	'session.refused': 'failed to sign in, and has to wait',
	'sessions.ended': 'signed out everywhere',
	'share.created': 'made the public link %',
	'share.revoked': 'revoked the public link %',
	'signing-key.created': 'made the signing key %',
	'signing-key.revoked': 'revoked the signing key %',
	'source.deleted': 'deleted the source %',
	'source.edited': 'edited the source %',
	'source.saved': 'saved the source %',
	'subject.revoked': 'revoked the tokens of the viewer %',
	'token.revoked': 'revoked the token %',
	'webhook-secret.changed': 'changed the secret that signs webhooks of %',
};

export const knownActions: readonly string[] = Object.keys(WORDS);

/** What can be done something to, as the filter takes it: what stands before the point of an action. */
export const SUBJECTS: readonly (readonly [subject: string, title: string])[] = [
	['member', 'Members'],
	['invitation', 'Invitations'],
	['source', 'Sources'],
	['chart', 'Charts'],
	['dashboard', 'Dashboards'],
	['alert', 'Alerts'],
	['schedule', 'Schedules'],
	['delivery', 'Deliveries'],
	['share', 'Public links'],
	['key', 'Keys for machines'],
	['signing-key', 'Signing keys'],
	['webhook-secret', 'Secrets of webhooks'],
	['subject', 'Revoked viewers'],
	['token', 'Revoked tokens'],
	['project', 'Projects'],
	['account', 'Accounts'],
	['session', 'Sign-ins'],
	['sessions', 'Signed out everywhere'],
	['password', 'Passwords'],
	['password-link', 'Password links'],
	['link', 'Set-up links'],
];

/** What it was done to is called as the log has it, unless a name is known. */
export function deedOf({ action, object }: Pick<AuditEntry, 'action' | 'object'>, names: Names = {}): string {
	const words = WORDS[action] ?? `${action} %`;
	return words.replace('%', () => `“${names[object] ?? object}”`);
}

/** Names of accounts by their ids. */
export type Names = Readonly<Record<string, string>>;

const KINDS: Readonly<Record<AuditEntry['actorKind'], string>> = {
	account: '',
	key: 'key for machines',
	token: 'token of a back end',
	operator: 'operator',
	stranger: 'not signed in',
};

/** Who did it, and if it was no account, what they are. */
export function actorOf({ actorKind, actor, actorName }: AuditEntry, names: Names = {}): string {
	const name = actorName === actor ? (names[actor] ?? actor) : actorName;
	const kind = KINDS[actorKind];
	if (kind === '') return name;
	return name === '' ? kind : `${name} (${kind})`;
}

function worded(value: unknown): string {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

/** “role: viewer, expires in days: 90”; '' without any. */
export const detailsOf = ({ details }: Pick<AuditEntry, 'details'>): string =>
	Object.entries(details)
		.map(([name, value]) => `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${worded(value)}`)
		.join(', ');

/** What the filters say, as their fields hold it; days are `2026-01-31`. */
export const FILTERS = ['actor', 'action', 'object', 'from', 'to', 'where'] as const;
export type Filters = Readonly<Record<(typeof FILTERS)[number], string>>;

export const filtersIn = (query: URLSearchParams): Filters =>
	Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ''])) as Filters;

/** What the server is asked; both days are within. `where` is `everywhere`, or '' for the one project. */
export function auditQuery(filters: Filters, project: string, before?: number): string {
	const { actor, action, object, from, to, where } = filters;
	const asked: readonly (readonly [string, string | number | undefined])[] = [
		['project', where === 'everywhere' ? undefined : project],
		['actor', actor],
		['action', action],
		['object', object],
		['since', dayStart(from)],
		['until', dayEnd(to)],
		['before', before],
	];
	const given = asked.filter(([, value]) => value !== undefined && value !== '');
	return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
