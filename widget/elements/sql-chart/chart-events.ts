import type { ConnectionState } from '../../client.ts';
import type { DataPoint, Stretch } from '../../drawing/drawing.ts';
import type { Cell, SqlPosition, Table } from '../../protocol.ts';
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

/** `chartwire-select`: a mark was clicked, tapped, or chosen with Enter. Whoever prevents it keeps its link from being followed. */
export interface ChartSelectDetail extends DataPoint {
	/** All cells of its row, by the names of their columns; undefined where the mark stands for several rows. */
	readonly cells: Readonly<Record<string, Cell>> | undefined;
}

declare global {
	interface GlobalEventHandlersEventMap {
		'chartwire-state': CustomEvent<ChartStateDetail>;
		'chartwire-data': CustomEvent<ChartDataDetail>;
		'chartwire-error': CustomEvent<ChartErrorDetail>;
		/** The mark that is looked at; null: none any more. */
		'chartwire-hover': CustomEvent<DataPoint | null>;
		'chartwire-select': CustomEvent<ChartSelectDetail>;
		/** The stretch of the x axis that was chosen, where the attribute `brush` is; null: it was given up. */
		'chartwire-brush': CustomEvent<Stretch | null>;
	}
}
