import type { RunState } from './run-state.ts';

/** `chartwire-run`: the editor has started or found a run, or that run has changed its state. */
export interface EditorRunDetail {
	readonly run: string;
	readonly state: RunState['status'];
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-run': CustomEvent<EditorRunDetail>;
	}
}
