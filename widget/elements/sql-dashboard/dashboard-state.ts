/**
 * What a dashboard knows of its own declaration, as a pure machine: (state, event) → state.
 *
 *     retarget ──▶ nothing known
 *     update ────▶ the declaration as it is now; an older revision never wins
 *     update error ▶ refused: the declaration stays, and says so       update blank ──▶ it goes
 *     retoken ───▶ the declaration stays until the answer to another token: of another channel, or a refusal, it goes
 *     restored ──▶ what this browser has kept, until the server is heard; a lasting refusal takes it away
 *     failed ────▶ the server sent something that is no dashboard
 */
import type { ChannelUpdate } from '../../client.ts';
import type { Dashboard } from '../../dashboard-spec.ts';
import type { DashboardEvent } from '../../protocol.ts';
import { declarationOf } from './declaration.ts';

export interface Shown {
	readonly dashboard: Dashboard;
	readonly revision: number;
	readonly channel: string;
}

interface Refusal {
	readonly code: string;
	readonly message: string;
	readonly retryable: boolean;
}

export interface DashboardState {
	readonly shown?: Shown | undefined;
	readonly refusal?: Refusal | undefined;
	/** True from a change of token until the first answer to the new one. */
	readonly unconfirmed?: boolean;
	/** True: it is what this browser has kept, and the server has not been heard since. */
	readonly restored?: boolean;
}

export type DashboardChange =
	| { readonly type: 'retarget' }
	| { readonly type: 'retoken' }
	| { readonly type: 'update'; readonly update: ChannelUpdate }
	| { readonly type: 'restored'; readonly shown: Shown | undefined };

export const NOTHING: DashboardState = {};

const UNREADABLE = {
	code: 'unreadable',
	message: 'The server sent a result that cannot be read.',
	retryable: false,
} as const;

function withDeclared({ shown, unconfirmed }: DashboardState, event: DashboardEvent, channel: string): DashboardState {
	const dashboard = declarationOf(event.dashboard);
	const before = unconfirmed && shown?.channel !== channel ? undefined : shown;
	if (dashboard === undefined) return { shown: before, refusal: UNREADABLE };
	// A fresh object would have everything looked at again, where nothing has changed.
	const isSame = before?.revision === event.revision && before.channel === channel;
	return { shown: isSame ? before : { dashboard, revision: event.revision, channel } };
}

function withUpdate(state: DashboardState, update: ChannelUpdate): DashboardState {
	switch (update.type) {
		case 'event':
		case 'reset':
			return update.view.dashboard ? withDeclared(state, update.view.dashboard, update.channel) : state;
		case 'error': {
			const { code, message, retryable } = update;
			const refusal = { code, message, retryable };
			if (retryable) return { ...state, refusal };
			return { shown: state.unconfirmed || state.restored ? undefined : state.shown, refusal };
		}
		case 'spec':
			return state;
		case 'blank':
			return NOTHING;
	}
}

export function nextState(state: DashboardState, change: DashboardChange): DashboardState {
	switch (change.type) {
		case 'retarget':
			return NOTHING;
		case 'retoken':
			return { shown: state.shown, restored: state.restored ?? false, unconfirmed: state.shown !== undefined };
		case 'update':
			return withUpdate(state, change.update);
		case 'restored': {
			if (change.shown === undefined) return state.restored ? NOTHING : state;
			if (state.shown || (state.refusal && !state.refusal.retryable)) return state;
			return { ...state, shown: change.shown, restored: true, unconfirmed: true };
		}
	}
}
