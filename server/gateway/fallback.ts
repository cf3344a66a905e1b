/**
 * `POST /v1/stream` and `POST /v1/poll`: the same messages where WebSockets are blocked. Neither keeps anything between
 * requests: the cursors in the request say where to go on, at whichever node.
 */
import { type Context, Hono } from 'hono';
import { parseClientMessage, type SubscribeMessage } from '../../widget/protocol.ts';
import { callerOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import { NamedError } from '../errors.ts';
import { clientAddress } from './address.ts';
import type { GatewayOptions } from './routes.ts';
import type { Session } from './session.ts';
import type { Connection } from './session-parts.ts';

export interface FallbackOptions extends GatewayOptions {
	readonly doors: Pick<Doors, 'admit'>;
}

interface Body {
	readonly token: string;
	readonly subscriptions: readonly unknown[];
	/** How long a poll may wait for something to tell; 0: only until each subscription has been answered. */
	readonly waitMs: number;
}

interface Wanted extends Body {
	readonly subscriptions: readonly SubscribeMessage[];
}

/** Below the usual idle limit of load balancers, 60 s. */
const POLL_MS = 50_000;
/** What comes together is answered together. */
const GATHER_MS = 20;
/** Messages that answer one subscription. */
const ANSWERING = /^\{"type":"(?:subscribed|error)","id"/;
/** Messages that answer a poll at once; the others wait for one of these, or for the end of the poll. */
const TELLING = /^\{"type":"(?:event|reset|moved|error|goaway)"/;

export function fallbackRoutes(options: FallbackOptions): Hono {
	return new Hono()
		.post('/stream', async (context) => streamTo(context, await readWanted(context, options), options))
		.post('/poll', async (context) => pollFor(context, await readWanted(context, options), options));
}

/** The session measures each message; all of them together are as much as any request's body. @throws NamedError malformed, and those of the token */
async function readWanted(context: Context, { sessions, doors }: FallbackOptions): Promise<Wanted> {
	sessions.demandRoom();
	const body = parseBody(await context.req.text());
	await doors.admit(body.token, callerOf(context));
	const subscriptions = body.subscriptions.map((each) => {
		const parsed = parseClientMessage(JSON.stringify({ ...(each as object), type: 'subscribe' }));
		if (parsed.ok) return parsed.message as SubscribeMessage;
		throw new NamedError('malformed', `A subscription was not understood: ${parsed.problem}.`);
	});
	return { ...body, subscriptions };
}

function parseBody(text: string): Body {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch (error) {
		throw new NamedError('malformed', 'The body is not JSON.', { cause: error });
	}
	const { token, subscriptions, waitMs = POLL_MS } = (body ?? {}) as Partial<Record<keyof Body, unknown>>;
	if (typeof token !== 'string' || !Array.isArray(subscriptions)) {
		throw new NamedError('malformed', 'The body must be {"token": text, "subscriptions": […]}.');
	}
	if (typeof waitMs !== 'number' || !(waitMs >= 0))
		throw new NamedError('malformed', '"waitMs" must be a number from 0.');
	return { token, subscriptions, waitMs: Math.min(waitMs, POLL_MS) };
}

function begin(session: Session, { token, subscriptions }: Wanted): void {
	session.receive(JSON.stringify({ type: 'hello', token }));
	for (const subscription of subscriptions) session.receive(JSON.stringify(subscription));
}

function streamTo(context: Context, wanted: Wanted, { sessions, trustedHops, counts }: FallbackOptions): Response {
	const address = clientAddress(context, trustedHops);
	let session: Session | undefined;
	let buffered = 0;
	const body = new ReadableStream<Uint8Array>(
		{
			start(controller) {
				let open = true;
				const end = () => {
					if (!open) return;
					open = false;
					if (session !== undefined) sessions.ended(session);
					controller.close();
				};
				const connection: Connection = {
					transport: 'event_stream',
					send(message) {
						if (!open) return;
						counts.messagesOut += 1;
						counts.bytesOut += message.line.length;
						controller.enqueue(message.line);
						buffered = -(controller.desiredSize ?? 0);
					},
					batch: (work) => work(),
					close: end,
					buffered: () => Math.max(0, buffered),
					terminate: end,
				};
				session = sessions.open({ connection, address, caller: callerOf(context) });
				begin(session, wanted);
			},
			pull(controller) {
				buffered = -(controller.desiredSize ?? 0);
			},
			cancel() {
				if (session !== undefined) sessions.ended(session);
			},
		},
		new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
	);
	return new Response(body, {
		headers: {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store, no-transform',
			'x-accel-buffering': 'no',
		},
	});
}

function pollFor(context: Context, wanted: Wanted, options: FallbackOptions): Promise<Response> {
	const { sessions, trustedHops, counts } = options;
	const address = clientAddress(context, trustedHops);
	return new Promise((resolve, reject) => {
		const messages: string[] = [];
		let session: Session | undefined;
		const answer = () => {
			clearTimeout(timer);
			if (session !== undefined) sessions.ended(session);
			const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
			const body = Buffer.from(`{"messages":[${messages.join(',')}]}`);
			counts.bytesOut += body.length;
			resolve(new Response(body, { headers }));
		};
		let timer = setTimeout(answer, wanted.waitMs === 0 ? POLL_MS : wanted.waitMs);
		let gathering = false;
		let unanswered = wanted.subscriptions.length;
		const connection: Connection = {
			transport: 'poll',
			send({ text }) {
				counts.messagesOut += 1;
				messages.push(text);
				if (ANSWERING.test(text)) unanswered -= 1;
				const isAnswered = wanted.waitMs === 0 && unanswered <= 0;
				if (gathering || !(isAnswered || TELLING.test(text))) return;
				gathering = true;
				clearTimeout(timer);
				timer = setTimeout(answer, GATHER_MS);
			},
			batch: (work) => work(),
			close: answer,
			buffered: () => 0,
			terminate: answer,
		};
		try {
			session = sessions.open({ connection, address, caller: callerOf(context) });
			context.req.raw.signal.addEventListener('abort', answer, { once: true });
			begin(session, wanted);
		} catch (error) {
			clearTimeout(timer);
			reject(error);
		}
	});
}
