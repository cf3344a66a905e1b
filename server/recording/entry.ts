/**
 * What a recording consists of: entries of the tap, one JSON object each, and the lines of a recording's file.
 *
 *     {"kind":"recording","version":1,"at":MS}                       first line
 *     {"kind":"published","node","n","channel","epoch","seq","at","digest","frame"?}
 *     {"kind":"seen","client","session", …an Observation}
 *     {"kind":"end","at":MS,"complete":bool}                         last line; without it the recording was cut off
 */
import { z } from 'zod';
import type { Observation } from '../../widget/protocol.ts';

const count = z.number().int().min(0);
const name = z.string().max(200);
const position = { channel: name, epoch: name, seq: count };
const numbered = { n: count, at: z.number() };

const frame = z.looseObject({ type: z.string() });

export const observationSchema = z.discriminatedUnion('what', [
	z.object({
		...numbered,
		what: z.enum(['in', 'out']),
		link: count,
		transport: name,
		frame,
		length: count.optional(),
		digest: z.string().max(64).optional(),
	}),
	z.object({
		...numbered,
		...position,
		what: z.literal('cursor'),
		type: z.enum(['subscribed', 'event', 'reset', 'top']),
		decision: z.enum(['deliver', 'reset', 'duplicate', 'gap', 'ignore']),
	}),
	z.looseObject({ ...numbered, what: z.literal('connection'), status: name }),
	z.object({ ...numbered, what: z.literal('answer'), path: z.string().max(2_000), body: z.unknown().optional() }),
]);

const published = z.object({
	kind: z.literal('published'),
	/** The process that published it, and how many it had published then. */
	node: name,
	n: count,
	...position,
	/** Absent, with the digest: it was published before under the same key, and written down again for safety. */
	at: z.number().optional(),
	digest: z.string().optional(),
	frame: z.unknown().optional(),
});

const entrySchema = z.discriminatedUnion('kind', [
	published,
	z.object({
		kind: z.literal('received'),
		client: name,
		session: name,
		observations: z.array(observationSchema),
	}),
]);

const seen = z.looseObject({ kind: z.literal('seen'), client: name, session: name.optional() }).and(observationSchema);

export type Entry = z.infer<typeof entrySchema>;
export type PublishedEntry = z.infer<typeof published>;
export type SeenEntry = Observation & { readonly kind: 'seen'; readonly client: string; readonly session?: string };

export type Line =
	| { readonly kind: 'recording'; readonly version: 1; readonly at: number }
	| PublishedEntry
	| SeenEntry
	| { readonly kind: 'end'; readonly at: number; readonly complete: boolean };

const SCHEMAS = new Map<unknown, z.ZodType>([
	['recording', z.object({ kind: z.literal('recording'), version: z.literal(1), at: z.number() })],
	['published', published],
	['seen', seen],
	['end', z.object({ kind: z.literal('end'), at: z.number(), complete: z.boolean().default(true) })],
]);

/** Reads an entry of the tap. @throws Error when it is none. */
export function parseEntry(text: string): Entry {
	return entrySchema.parse(JSON.parse(text)) as Entry;
}

/** The lines of a file that an entry becomes. */
export function linesOf(entry: Entry): readonly Line[] {
	if (entry.kind === 'published') return [entry];
	const { client, session } = entry;
	return entry.observations.map((observation) => ({ kind: 'seen', client, session, ...(observation as Observation) }));
}

/** Reads one line of a recording; undefined for a kind of a later version. @throws Error that says what is wrong with it. */
export function parseLine(text: string): Line | undefined {
	const value: unknown = JSON.parse(text);
	const schema = SCHEMAS.get((value as { kind?: unknown } | null)?.kind);
	if (schema === undefined) return undefined;
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data as Line;
	const issue = parsed.error.issues[0];
	throw new Error(`${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}
