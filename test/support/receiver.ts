/** A receiver of webhooks for a test: what it was sent, and answers of its own. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scope } from './scope.ts';

export interface ReceivedPost {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface TestReceiver {
	/** http://127.0.0.1:PORT */
	readonly url: string;
	readonly posts: ReceivedPost[];
	/** How it answers; default: 204. */
	answer: (post: ReceivedPost, response: ServerResponse) => void;
}

/** Ends with the scope. */
export async function startReceiver(scope: Scope): Promise<TestReceiver> {
	const posts: ReceivedPost[] = [];
	const server = createServer(async (request, response) => {
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const post = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString() };
		posts.push(post);
		receiver.answer(post, response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	scope.defer(() => {
		server.closeAllConnections();
		server.close();
	});
	const receiver: TestReceiver = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		posts,
		answer: (_post, response) => response.writeHead(204).end(),
	};
	return receiver;
}

/** Whether it is signed with this secret, by Standard Webhooks; no line of this is the server's. */
export function isSigned(secret: string, { headers, body }: ReceivedPost): boolean {
	const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
	const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
		.update(signed)
		.digest('base64');
	return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
}
