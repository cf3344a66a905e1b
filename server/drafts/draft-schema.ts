/** What `PUT /v1/drafts/:id` takes. A draft is unfinished: its SQL may be empty, and its specification wrong. */
import { z } from 'zod';
import { nameSchema, paramValueSchema } from '../http.ts';

const MAX_JSON_BYTES = 65_536;

const isSmall = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) <= MAX_JSON_BYTES;
const small = `has more than ${MAX_JSON_BYTES} bytes`;
const isText = (text: string) => !text.includes('\0');

export const draftIdSchema = z.guid('must be a UUID, such as crypto.randomUUID() makes').toLowerCase();

export const draftSchema = z.strictObject({
	/** The one that this was made from; 0: there was none. */
	revision: z.number().int().min(0).max(2_147_483_647),
	title: z.string().max(300).refine(isText, 'contains a NUL character').default(''),
	source: nameSchema.nullable().default(null),
	sql: z
		.string()
		.max(100_000, 'is longer than 100,000 characters')
		.refine(isText, 'contains a NUL character')
		.default(''),
	params: z.record(z.string().max(63), paramValueSchema).refine(isSmall, small).default({}),
	spec: z.record(z.string(), z.unknown()).refine(isSmall, small).nullable().default(null),
	place: z.number().default(0),
	shared: z.boolean().default(false),
});

export type DraftBody = z.infer<typeof draftSchema>;
