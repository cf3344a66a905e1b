/** What a page shows of its channels, in a form that can be kept and compared. */
import { createHash } from 'node:crypto';
import type { Snapshot } from '../../widget/protocol.ts';

function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inOrder);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([name, each]) => [name, inOrder(each)]));
}

/** The same for views that say the same. */
export function digestOfView(view: Snapshot): string {
	return createHash('sha256')
		.update(JSON.stringify(inOrder(view)))
		.digest('hex')
		.slice(0, 16);
}

/** One change of what a chart shows. */
export interface Shown {
	readonly chart: string;
	/** The server's time in ms. */
	readonly at: number;
	/** Undefined: the subscription was refused. */
	readonly view: string | undefined;
	readonly seq?: number;
}
