/** What every route shares: bodies read within a limit and parsed at once, and the form of an error. */
import type { Context } from 'hono';
import { z } from 'zod';
import { NamedError } from './errors.ts';

/** When a client that was refused for want of room may ask again. */
const RETRY_AFTER_S = 2;

export const nameSchema = z
	.string()
	.regex(
		/^[a-z0-9][a-z0-9_-]{0,62}$/i,
		'must be 1 to 63 letters, digits, "-" or "_", and begin with a letter or digit',
	);

/** A parameter's value, as it may come from a page, a token or an author. */
export const paramValueSchema = z.union([
	z.string(),
	z.number(),
	z.boolean(),
	z.null(),
	z.array(z.union([z.string(), z.number()])).max(1_000, 'has more than 1,000 values'),
]);

/** A moment in ms; of the years with four digits, beyond which PostgreSQL does not read what JavaScript writes. */
export const momentMsSchema = z.coerce.number().int().min(0).max(253_402_300_799_999);

/** Half of a sign of two, a surrogate alone: JSON can write it (RFC 8259, section 8.2), and no database takes it. */
const HALF = /\p{Cs}/u;
const HALF_WRITTEN = /\\ud[89a-f]/i;

/** @throws SyntaxError, and NamedError bad_request for half of a sign in a text or the name of a field */
function jsonOf(text: string): unknown {
	const look = (name: string, value: unknown): unknown => {
		if (!HALF.test(name) && !(typeof value === 'string' && HALF.test(value))) return value;
		throw new NamedError('bad_request', 'A text has half of a sign of two, such as \\ud83d alone; write whole signs.');
	};
	return HALF_WRITTEN.test(text) ? JSON.parse(text, look) : JSON.parse(text);
}

/** @throws NamedError bad_request, which names each field that is missing or wrong. */
export async function parseBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
	const read = context.req.text().then(jsonOf);
	const body = await read.catch((error: unknown) => {
		if (error instanceof NamedError) throw error;
		throw new NamedError('bad_request', 'The body is not JSON.', { cause: error });
	});
	return parse(schema, body);
}

/** @throws NamedError bad_request, which names each field that is missing or wrong. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
	throw new NamedError('bad_request', `The request is not right: ${problems.join('; ')}.`);
}

/** How an error is answered, whatever carries the answer. */
export function answerFor({ code, message, retryable, status, retryAfterS = RETRY_AFTER_S }: NamedError) {
	const later = status === 429 || status === 503;
	return {
		status,
		headers: { 'cache-control': 'no-store', ...(later ? { 'retry-after': String(retryAfterS) } : {}) },
		body: { error: { code, message, retryable } },
	};
}
