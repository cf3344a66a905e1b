/** What a dashboard's state means to whoever looks at it: a phase, and plain words. Pure. */
import type { ConnectionState } from '../../client.ts';
import { say, sayServer } from '../../texts/say.ts';
import { isCutOff } from '../sql-chart/chart-view.ts';
import type { DashboardState } from './dashboard-state.ts';

export type DashboardPhase = 'missing' | 'loading' | 'refused' | 'offline' | 'ready';

export interface DashboardView {
	readonly phase: DashboardPhase;
	/** One line: what happened. */
	readonly title: string;
	/** Why, or what to do. */
	readonly detail: string;
}

interface Context {
	readonly missing: 'dashboard' | 'token' | undefined;
	readonly connection: ConnectionState;
	/** The device has a network. */
	readonly online: boolean;
	readonly locale: string | undefined;
}

const REFUSALS = {
	unknown_dashboard: [
		'There is no such dashboard',
		'It was renamed or deleted, or the token of this page is not for it.',
	],
	not_found: ['There is no such dashboard', 'It was renamed or deleted, or the token of this page is not for it.'],
	not_allowed: ['Not allowed', 'This page’s token is not for this dashboard. Ask whoever gave you the page.'],
} as const;

type Told = Pick<DashboardView, 'title' | 'detail'>;

function refusalOf(
	{ code, message }: { readonly code: string; readonly message: string },
	locale: string | undefined,
): Told {
	const known = REFUSALS[code as keyof typeof REFUSALS];
	if (known) return { title: say(locale, known[0]), detail: say(locale, known[1]) };
	return { title: say(locale, 'Not available'), detail: sayServer(locale, message, code) };
}

const MISSING = {
	dashboard: 'Nothing to show: set the attribute “dashboard”',
	token: 'Set the attribute “token” to see this dashboard',
} as const;

/** With something to show, title and detail say what is wrong with it, if anything is. */
export function viewOf(
	{ shown, refusal }: DashboardState,
	{ missing, connection, online, locale }: Context,
): DashboardView {
	if (missing) return { phase: 'missing', title: say(locale, MISSING[missing]), detail: '' };
	const stopped = connection.status === 'stopped' ? connection : undefined;
	const lasting = stopped ?? (refusal && !refusal.retryable ? refusal : undefined);
	const told = lasting ? refusalOf(lasting, locale) : { title: '', detail: '' };
	if (shown) return { phase: 'ready', ...told };
	if (lasting) return { phase: 'refused', ...told };
	if (isCutOff(connection)) {
		const title = say(locale, online ? 'Reconnecting' : 'Offline');
		return {
			phase: 'offline',
			title,
			detail: say(locale, 'The dashboard appears by itself once its server is reached.'),
		};
	}
	if (refusal) return { phase: 'loading', ...refusalOf(refusal, locale) };
	return { phase: 'loading', title: say(locale, 'Loading'), detail: '' };
}
