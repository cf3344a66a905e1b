/** Turns rows into what travels: inside the event up to 16 KB, otherwise an address under a keyed hash. */
import type { InlineResult, LinkedResult, Table } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';

export const MAX_INLINE_BYTES = 16_384;

export interface EncodeContext {
	readonly secret: string;
	readonly project: string;
	/** The claims in the question: equal content for different claims has different addresses (I9). */
	readonly claims: Readonly<Record<string, unknown>>;
	readonly asOf: number;
	/** While the chart is watched, it is asked again after this long; null: it is not. */
	readonly refreshMs: number | null;
}

export type Encoded =
	| { readonly kind: 'inline'; readonly result: InlineResult }
	| { readonly kind: 'linked'; readonly result: LinkedResult; readonly body: Buffer };

export function encodeResult(table: Table, context: EncodeContext): Encoded {
	const { columns, data, rows, truncated } = table;
	const body = Buffer.from(JSON.stringify({ columns, data, rows, truncated }));
	const { secret, project, claims, asOf } = context;
	const dated = { asOf, ...(context.refreshMs === null ? {} : { refreshMs: context.refreshMs }) };
	const hash = keyedHash(secret, 'result', [project, claims, body.toString('utf8')]);
	if (body.byteLength <= MAX_INLINE_BYTES) {
		return { kind: 'inline', result: { columns, data, rows, truncated, ...dated, hash } };
	}
	const result = { href: `/v1/results/${hash}`, rows, bytes: body.byteLength, truncated, ...dated, hash };
	return { kind: 'linked', result, body };
}
