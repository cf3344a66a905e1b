import type { ConnectionState } from '../../client.ts';
import type { SqlPosition, Table } from '../../protocol.ts';
import type { ChartPhase } from './chart-view.ts';

/** `chartwire-state`: what the chart is doing has changed. */
export interface ChartStateDetail {
	readonly state: ChartPhase;
	readonly stale: boolean;
	readonly connection: ConnectionState['status'];
	/** Nothing, or nothing new, can be drawn: a part of the script is missing, and is tried again, or has failed. */
	readonly broken?: true;
}

/** `chartwire-data`: a new result is on the screen. `asOf` is the server's time in ms. */
export interface ChartDataDetail {
	readonly table: Table;
	readonly asOf: number;
	readonly run: string;
}

/** `chartwire-error`: a run failed, a result could not be loaded, or the chart was refused. */
export interface ChartErrorDetail {
	readonly code: string;
	readonly message: string;
	readonly hint?: string;
	readonly position?: SqlPosition;
}

declare global {
	interface HTMLElementEventMap {
		'chartwire-state': CustomEvent<ChartStateDetail>;
		'chartwire-data': CustomEvent<ChartDataDetail>;
		'chartwire-error': CustomEvent<ChartErrorDetail>;
	}
}
