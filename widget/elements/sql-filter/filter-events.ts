import type { ParamValue } from '../../protocol.ts';

/** `chartwire-filter`: a viewer has chosen something else. `value` is null where nothing is chosen any more. */
export interface FilterDetail {
	readonly group: string;
	readonly param: string;
	readonly value: ParamValue;
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-filter': CustomEvent<FilterDetail>;
	}
}
