/** A process of viewers who open a dashboard one after the other, each with a token of its own, and note when they have what. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { signToken } from '../../../server/auth/sign-token.ts';
import { type ServerMessage, SOCKET_PATH, SUBPROTOCOL } from '../../../widget/protocol.ts';
import { answerParent } from '../support/answering.ts';
import type { Arrival, ArriveRequest } from './arrivals.ts';

const HEAD_BYTES = 40;
/** Only a table that travels in a frame has them. */
const TABLE = Buffer.from('"columns":');
const CHANNEL = /"channel":"([^"]+)"/;

let sockets: WebSocket[] = [];
let tokens: string[] = [];
let request: ArriveRequest | undefined;
const arrivals: Arrival[] = [];

async function prepare(body: ArriveRequest): Promise<void> {
	request = body;
	tokens = await Promise.all(
		Array.from({ length: body.count }, (_, index) => {
			const number = body.first + index;
			const project = body.projects[number % body.projects.length] ?? 'default';
			return signToken(body.secret, {
				subject: `viewer-${number}`,
				project,
				charts: body.charts,
				expiresInSeconds: 3_600,
			});
		}),
	);
}

function open({ port, charts, first }: ArriveRequest, index: number): void {
	const arrival: Arrival = { number: first + index, at: Date.now(), subscribedMs: [], completeAt: 0, errors: [] };
	arrivals.push(arrival);
	const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, SUBPROTOCOL, {
		perMessageDeflate: false,
		skipUTF8Validation: true,
	});
	sockets.push(socket);
	const have = new Set<string>();
	let askedAt = 0;
	const take = (message: ServerMessage): void => {
		if (message.type === 'welcome') {
			askedAt = performance.now();
			charts.forEach((chart, id) => {
				socket.send(JSON.stringify({ type: 'subscribe', id: id + 1, chart }));
			});
		} else if (message.type === 'subscribed') arrival.subscribedMs.push(performance.now() - askedAt);
		else if (message.type === 'ping') socket.send('{"type":"pong"}');
		else if (message.type === 'error') arrival.errors.push(message.code);
		else if (message.type === 'event' && message.event.kind === 'failed') arrival.errors.push(message.event.code);
	};
	socket.on('error', (error) => arrival.errors.push(error.message));
	socket.on('close', (code) => arrival.errors.push(`closed with ${code}`));
	socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: tokens[index] })));
	socket.on('message', (data: Buffer) => {
		const head = data.toString('latin1', 0, HEAD_BYTES);
		if (!/^\{"type":"(event|reset)"/.test(head) || !data.includes(TABLE)) {
			take(JSON.parse(data.toString()) as ServerMessage);
			return;
		}
		have.add(CHANNEL.exec(data.toString('latin1', 0, 200))?.[1] ?? '');
		if (have.size === charts.length && arrival.completeAt === 0) arrival.completeAt = Date.now();
	});
}

/** Opens all of them over the time, evenly. */
async function arrive(): Promise<void> {
	if (request === undefined) return;
	const begin = performance.now();
	for (let index = 0; index < request.count; index += 1) {
		const wait = begin + (request.overMs * index) / request.count - performance.now();
		if (wait > 2) await sleep(wait);
		open(request, index);
	}
}

const isOver = () => arrivals.length === request?.count && arrivals.every(({ completeAt }) => completeAt > 0);

function leave(): void {
	for (const socket of sockets) socket.removeAllListeners('close').terminate();
	sockets = [];
}

answerParent({ prepare, arrive, isOver, arrivals: () => arrivals, leave });
