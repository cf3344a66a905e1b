/** `POST /v1/received`: what a recorded client tells of what it received. Exists only while there is a tap. */
import { Hono } from 'hono';
import { z } from 'zod';
import { NamedError } from '../errors.ts';
import { Rate } from '../rate.ts';
import { observationSchema } from './entry.ts';
import { checkPermit } from './permits.ts';
import type { Tap } from './tap.ts';

const received = z.object({
	client: z.string().min(1).max(60),
	permit: z.string().max(400),
	observations: z.array(observationSchema).max(2_000),
});

/** What all clients together may report to a node, so that nobody drowns what others tell. */
const BYTES_PER_SECOND = 2_000_000;
const BYTES_AT_ONCE = 10_000_000;

export function receivedRoutes({ tap, secret }: { readonly tap: Tap; readonly secret: string }): Hono {
	const rate = new Rate({ perSecond: BYTES_PER_SECOND, burst: BYTES_AT_ONCE, now: performance.now() });
	return new Hono().post('/', async (context) => {
		const text = await context.req.text();
		const parsed = received.safeParse(read(text));
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			throw new NamedError('malformed', `The report was not understood: ${issue?.path.join('.')}: ${issue?.message}.`);
		}
		const { client, permit, observations } = parsed.data;
		const session = checkPermit(secret, permit);
		if (!rate.allows(performance.now(), text.length)) {
			throw new NamedError('rate_limited', 'Too much is being reported to this node; report it later.');
		}
		tap.received({ kind: 'received', client, session, observations });
		return context.body(null, 204);
	});
}

function read(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new NamedError('malformed', 'The report is not JSON.', { cause: error });
	}
}
