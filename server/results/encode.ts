/** Turns rows into what travels: inside the event up to 16 KB, otherwise an address under a keyed hash. */
import { createHash } from 'node:crypto';
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
	| { readonly kind: 'linked'; readonly result: LinkedResult; readonly body: readonly Buffer[] };

/** A table whose cells are known as pieces of JSON already, for each column. */
type Encodable = Table & { json?(): readonly Iterable<Buffer>[] };

function* columnPieces(pieces: Iterable<Buffer>, isFirst: boolean): Generator<Buffer> {
	yield Buffer.from(isFirst ? '[' : ',[');
	let comma = false;
	for (const piece of pieces) {
		if (comma) yield Buffer.from(',');
		yield piece;
		comma = true;
	}
	yield Buffer.from(']');
}

/** The table's JSON in pieces: a large result is never one string. */
function* bodyOf(table: Encodable): Generator<Buffer> {
	const { columns, rows, truncated } = table;
	const cells = table.json?.() ?? table.data.map((column) => [Buffer.from(JSON.stringify(column).slice(1, -1))]);
	yield Buffer.from(`{"columns":${JSON.stringify(columns)},"data":[`);
	for (const [index, pieces] of cells.entries()) yield* columnPieces(pieces, index === 0);
	yield Buffer.from(`],"rows":${rows},"truncated":${truncated}}`);
}

export function encodeResult(table: Encodable, context: EncodeContext): Encoded {
	const { columns, rows, truncated } = table;
	const body = [...bodyOf(table)];
	const { secret, project, claims, asOf } = context;
	const dated = { asOf, ...(context.refreshMs === null ? {} : { refreshMs: context.refreshMs }) };
	const digest = createHash('sha256');
	for (const piece of body) digest.update(piece);
	const hash = keyedHash(secret, 'result', [project, claims, digest.digest('base64url')]);
	const bytes = body.reduce((sum, piece) => sum + piece.byteLength, 0);
	if (bytes <= MAX_INLINE_BYTES) {
		return { kind: 'inline', result: { columns, data: table.data, rows, truncated, ...dated, hash } };
	}
	// The address comes first: the control store finds it there.
	return { kind: 'linked', result: { href: `/v1/results/${hash}`, rows, bytes, truncated, ...dated, hash }, body };
}
